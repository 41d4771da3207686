/// A `.traineddata` file of Tesseract 4 or 5: a table of offsets, then the components.
struct TrainedData {
    private let bytes: [UInt8]
    private let offsets: [Int]

    /// Tesseract 5 knows 24 components.
    private static let maxComponents = 64

    init(_ bytes: [UInt8]) throws(LineModelFault) {
        var reader = ModelBytes(bytes[...], part: .components)
        let count = try reader.number("a count", in: 1...Self.maxComponents)
        var offsets: [Int] = []
        for _ in 0..<count {
            let offset = try reader.integer(Int64.self)
            guard offset >= -1, offset <= bytes.count else { throw .truncated(in: .components) }
            offsets.append(Int(offset))
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// A component; `nil` when the file has none. It ends where the next one begins.
    func component(_ part: ModelPart) -> ModelBytes? {
        guard let index = part.index, offsets.indices.contains(index), offsets[index] >= 0 else { return nil }
        let start = offsets[index]
        let end = offsets.filter { $0 > start }.min() ?? bytes.count
        return ModelBytes(bytes[start..<end], part: part)
    }

    /// A component that has to be there.
    func required(_ part: ModelPart) throws(LineModelFault) -> ModelBytes {
        guard let component = component(part) else { throw .missing(part) }
        return component
    }
}
