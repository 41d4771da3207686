import CLineNetwork
import Foundation

/// A model that reads lines of print: the network, the characters and the lexicon of a `.traineddata` file.
///
/// Reads what Tesseract's own LSTM reads from the same picture, about ten times as fast. Only Tesseract's fast models of
/// one family are supported (see `NetworkDescription`); among them are Vietnamese and English.
public final class LineModel: Sendable {
    private let network: PackedNetwork
    private let characters: CharacterSet
    private let lexicon: Lexicon?
    private let blank: Int
    private let outputs: Int
    /// Rows that the pictures of lines must have.
    public let height: Int

    /// Larger files are no fast models.
    private static let maxBytes = 64 << 20
    /// Lines that the network is run over together. More do not make it faster, and take more memory.
    private static let groupSize = 24

    /// - Throws: ``LineModelFault``.
    public convenience init(
        contentsOf path: String, instructions: InstructionSet = .best, usesLexicon: Bool = true,
        refusing refused: Set<Character> = []
    ) throws(LineModelFault) {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.maxBytes else {
            throw .unreadable(path: path)
        }
        try self.init([UInt8](data), instructions: instructions, usesLexicon: usesLexicon, refusing: refused)
    }

    /// - Parameter trainedData: the bytes of a `.traineddata` file.
    /// - Throws: ``LineModelFault``.
    public init(
        _ trainedData: [UInt8], instructions: InstructionSet = .best, usesLexicon: Bool = true,
        refusing refused: Set<Character> = []
    ) throws(LineModelFault) {
        let data = try TrainedData(trainedData)
        let description = try NetworkDescription(data.required(.network))
        characters = try CharacterSet(
            data.required(.characters), codes: data.required(.codes), outputs: description.output.outputs,
            blank: description.blank, refusing: refused)
        lexicon = usesLexicon ? try Self.lexicon(data, characters) : nil
        network = try PackedNetwork(description, instructions: instructions)
        height = description.height
        blank = description.blank
        outputs = description.output.outputs
    }

    private static func lexicon(_ data: TrainedData, _ characters: CharacterSet) throws(LineModelFault) -> Lexicon? {
        func graph(_ part: ModelPart) throws(LineModelFault) -> WordGraph? {
            guard let component = data.component(part) else { return nil }
            return try WordGraph(component, characters: characters.texts.count)
        }
        return Lexicon(
            punctuation: try graph(.punctuation), words: try graph(.words), numbers: try graph(.numbers),
            isDigit: characters.isDigit)
    }

    /// Reads lines; the readings are in the order of the pictures. A picture of another height than ``height``, or
    /// narrower than three pixels, holds no words; so do all when memory does not suffice.
    public func read(_ lines: [LineImage]) -> [LineReading] {
        var readings = [LineReading](repeating: LineReading(), count: lines.count)
        // Lines of like length are run together, so that none waits for the others.
        let order = lines.indices.filter { lines[$0].height == height && lines[$0].width >= 3 }
            .sorted { lines[$0].width > lines[$1].width }
        var decoder = BeamDecoder(characters: characters, lexicon: lexicon, blank: blank, outputs: outputs)
        for start in stride(from: 0, to: order.count, by: Self.groupSize) {
            let group = order[start..<min(order.count, start + Self.groupSize)]
            var nothing: [Float]?
            network.run(group.map { lines[$0] }, probabilities: &nothing) { stretches, steps in
                for (line, stretch) in zip(group, stretches) {
                    readings[line] = decode(UnsafeBufferPointer(rebasing: steps[stretch]), &decoder)
                }
            }
        }
        return readings
    }

    private func decode(_ steps: UnsafeBufferPointer<cln_step>, _ decoder: inout BeamDecoder) -> LineReading {
        let path = decoder.bestPath(steps)
        return LineReading(
            words: WordCutter(characters: characters, path: path, steps: steps, blank: Int32(blank)).words())
    }

    /// What the network says of a picture: for each three columns of pixels the probabilities of all its outputs. Empty
    /// for pictures that ``read(_:)`` finds no words in.
    func probabilities(of lines: [LineImage]) -> [[Float]] {
        var all: [Float]? = []
        let stretches = network.run(lines, probabilities: &all) { stretches, _ in stretches } ?? []
        return stretches.map { Array((all ?? [])[$0.lowerBound * outputs..<$0.upperBound * outputs]) }
    }
}
