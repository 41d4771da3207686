/// A network of the supported family, `[1,H,0,1 Ct3,3,a Mp3,3 Lfys b Lfx c Lrx d Lfx e O1c n]`, with integer weights.
struct NetworkDescription {
    /// Rows of the picture of a line in pixels.
    var height: Int
    var convolution: WeightMatrix
    var down: [WeightMatrix]
    var right: [WeightMatrix]
    var left: [WeightMatrix]
    var last: [WeightMatrix]
    var output: WeightMatrix
    /// Output that stands for no character.
    var blank: Int
    var noiseSeed: UInt64

    private static let layerNames = [
        "Input", "Convolve", "Tanh", "Maxpool", "XYTranspose/SummLSTM", "LSTM", "RTLReversed/LSTM", "LSTM", "Softmax",
    ]
    /// Training flags: integer weights, outputs that go through the recoder.
    private static let (isInteger, isRecoding) = (1, 64)

    init(_ component: ModelBytes) throws(LineModelFault) {
        var bytes = component
        var reader = NetworkLayerReader()
        try reader.read(&bytes)
        let layers = reader.layers
        guard layers.map(\.name) == Self.layerNames else {
            throw Self.unsupported(layers.map(\.name).joined(separator: ", "), Self.layerNames.joined(separator: ", "))
        }
        // The network's description in Tesseract's notation; the layers themselves say the same.
        _ = try bytes.text()
        let flags = Int(try bytes.integer(Int32.self))
        guard flags & Self.isInteger != 0, flags & Self.isRecoding != 0 else {
            throw Self.unsupported("training flags \(flags)", "integer weights and a recoder")
        }
        _ = try bytes.integer(Int32.self)
        let iteration = Int64(try bytes.integer(Int32.self))
        noiseSeed = UInt64(bitPattern: iteration &* 0x1000_0001)
        height = try Self.height(of: layers[0])
        guard layers[1].parameters == [1, 1], layers[3].parameters == [3, 3] else {
            throw Self.unsupported("windows \(layers[1].parameters), \(layers[3].parameters)", "3 by 3 pixels each")
        }
        convolution = layers[2].matrices[0]
        down = layers[4].matrices
        right = layers[5].matrices
        left = layers[6].matrices
        last = layers[7].matrices
        output = layers[8].matrices[0]
        blank = try bytes.number("the output for no character", in: 0...(output.outputs - 1))
        try checkWidths()
    }

    private static func height(of input: NetworkLayer) throws(LineModelFault) -> Int {
        let height = input.parameters[1]
        guard (6...96).contains(height), height % 3 == 0, input.parameters[0] == 1, input.parameters[3] == 1 else {
            throw unsupported("an input of shape \(input.parameters)", "one gray picture of 6 to 96 rows")
        }
        return height
    }

    /// Each layer takes what the one before it gives.
    private func checkWidths() throws(LineModelFault) {
        var width = 9
        func check(_ matrix: WeightMatrix, inputs: Int) throws(LineModelFault) {
            guard matrix.inputs == inputs else {
                throw Self.unsupported("a layer of \(matrix.inputs) inputs", "\(inputs) inputs")
            }
        }
        try check(convolution, inputs: width)
        width = convolution.outputs
        for gates in [down, right, left, last] {
            let states = gates[0].outputs
            for gate in gates {
                guard gate.outputs == states else { throw Self.unsupported("unequal gates", "\(states) outputs") }
                try check(gate, inputs: width + states)
            }
            width = states
        }
        try check(output, inputs: width)
        let widest = [convolution, down[0], right[0], left[0], last[0]].map(\.outputs).max() ?? 0
        guard widest <= NetworkLayerReader.widest else {
            throw Self.unsupported("a layer of width \(widest)", "at most \(NetworkLayerReader.widest)")
        }
    }

    private static func unsupported(_ found: String, _ expected: String) -> LineModelFault {
        .unsupported(.network, found: found, expected: expected)
    }
}
