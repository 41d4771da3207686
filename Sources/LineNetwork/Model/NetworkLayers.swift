/// The weights of a layer or of one gate: rows of inputs and one bias, and what the unit of each row is worth.
struct WeightMatrix {
    var outputs: Int
    /// Without the bias.
    var inputs: Int
    /// `outputs * (inputs + 1)` values.
    var weights: [Int8]
    var scales: [Float]
}

/// A layer as it stands in the file, with the names of the wrappers around it, as in `XYTranspose/SummLSTM`.
struct NetworkLayer {
    var name: String
    var inputs: Int
    var outputs: Int
    /// Convolution: half the window; maximum: the window; input: batch, height, width, depth and kind of loss.
    var parameters: [Int] = []
    var matrices: [WeightMatrix] = []
}

/// Reads the tree of layers, flat. The format is that of Tesseract 5.3 (network.cpp, plumbing.cpp, weightmatrix.cpp).
struct NetworkLayerReader {
    private(set) var layers: [NetworkLayer] = []

    /// Wider layers are no model of the family; the kernels rely on this.
    static let widest = 1024
    private static let maxLayers = 64
    /// Keeps every sum finite; scales of trained networks are far below 1.
    private static let largestScale: Float = 1e6
    private static let maxOutputs = 8192
    private static let deepest = 8
    /// A flag of a container: learning rates of each layer follow.
    private static let hasLearningRates = 64

    mutating func read(_ bytes: inout ModelBytes, within wrappers: [String] = []) throws(LineModelFault) {
        guard wrappers.count <= Self.deepest, layers.count < Self.maxLayers else {
            throw .unsupported(.network, found: "more layers", expected: "at most \(Self.maxLayers)")
        }
        let kind = try bytes.integer(Int8.self)
        guard kind == 0 else {
            throw .unsupported(.network, found: "layer kind \(kind)", expected: "a layer with its type's name")
        }
        let type = try bytes.text()
        // Whether the layer is in training, and whether it needs errors passed back.
        _ = try bytes.bytes(2)
        let flags = Int(try bytes.integer(Int32.self))
        let inputs = try bytes.number("a layer's width", in: 0...Self.maxOutputs)
        let outputs = try bytes.number("a layer's width", in: 0...Self.maxOutputs)
        _ = try bytes.integer(Int32.self)
        _ = try bytes.text()
        if let wrapper = Self.wrapper(type) {
            try readContained(&bytes, flags: flags, within: wrapper.isEmpty ? wrappers : wrappers + [wrapper])
            return
        }
        let name = (wrappers + [type]).joined(separator: "/")
        var layer = NetworkLayer(name: name, inputs: inputs, outputs: outputs)
        try Self.readContent(of: &layer, type: type, &bytes)
        layers.append(layer)
    }

    /// What a container adds to the names of its layers; `nil` for a layer.
    private static func wrapper(_ type: String) -> String? {
        switch type {
        case "Series": ""
        case "XYTranspose", "RTLReversed", "TTBReversed", "Parallel": type
        default: nil
        }
    }

    private mutating func readContained(
        _ bytes: inout ModelBytes, flags: Int, within wrappers: [String]
    ) throws(LineModelFault) {
        for _ in 0..<(try bytes.number("a count of layers", in: 1...Self.maxLayers)) {
            try read(&bytes, within: wrappers)
        }
        if flags & Self.hasLearningRates != 0 {
            _ = try bytes.bytes(4 * (try bytes.number("a count of rates", in: 0...Self.maxLayers)))
        }
    }

    private static func readContent(
        of layer: inout NetworkLayer, type: String, _ bytes: inout ModelBytes
    ) throws(LineModelFault) {
        switch type {
        case "Input": for _ in 0..<5 { layer.parameters.append(Int(try bytes.integer(Int32.self))) }
        case "Convolve", "Maxpool": for _ in 0..<2 { layer.parameters.append(Int(try bytes.integer(Int32.self))) }
        case "LSTM", "SummLSTM":
            layer.parameters.append(Int(try bytes.integer(Int32.self)))
            for _ in 0..<4 { layer.matrices.append(try matrix(&bytes)) }
        case "Tanh", "Softmax": layer.matrices.append(try matrix(&bytes))
        default: throw .unsupported(.network, found: "a layer of type \(type.prefix(40))", expected: "an LSTM network")
        }
    }

    /// Flags of how weights are stored: in 8 bits, and with scales in 64 bits.
    private static let (isInteger, hasDoubles): (UInt8, UInt8) = (1, 128)

    private static func matrix(_ bytes: inout ModelBytes) throws(LineModelFault) -> WeightMatrix {
        let mode = try bytes.integer(UInt8.self)
        guard mode & ~4 == isInteger | hasDoubles else {
            throw .unsupported(.network, found: "weights of mode \(mode)", expected: "8-bit weights (a fast model)")
        }
        let outputs = try bytes.number("a count of outputs", in: 1...maxOutputs)
        let columns = try bytes.number("a count of weights", in: 2...(2 * widest + 1))
        _ = try bytes.integer(Int8.self)
        let weights = try bytes.bytes(outputs * columns).map(Int8.init(bitPattern:))
        guard try bytes.number("a count of scales", in: 0...(2 * maxOutputs)) == outputs else {
            throw .unsupported(.network, found: "scales for other outputs", expected: "\(outputs)")
        }
        var scales: [Float] = []
        for _ in 0..<outputs {
            // Tesseract keeps scales for activations of 1, its activations are worth 127.
            let scale = Float(try bytes.double() / 127)
            guard scale >= 0, scale <= largestScale else {
                throw .unsupported(.network, found: "a scale of \(scale)", expected: "0 to \(largestScale)")
            }
            scales.append(scale)
        }
        return WeightMatrix(outputs: outputs, inputs: columns - 1, weights: weights, scales: scales)
    }
}
