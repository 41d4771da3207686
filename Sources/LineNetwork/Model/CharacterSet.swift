/// The characters of a model and the outputs of the network that stand for them.
struct CharacterSet: Sendable {
    /// A character's number in the file ("unichar id"). The first is the space.
    typealias ID = Int32

    static let space: ID = 0
    /// No character: the blank output.
    static let none: ID = -1

    /// Text of each character; the space is `" "`.
    let texts: [String]
    /// Whether each character is a digit; all digits are one in number graphs.
    let isDigit: [Bool]
    /// Character of each output of the network; ``none`` where an output stands for nothing.
    let characters: [ID]

    private static let maxCharacters = 8192
    /// Scripts whose words are not set off by spaces; the decoder knows only those that are.
    private static let unspacedScripts: Set<Substring> = ["Han", "Hiragana", "Katakana", "Thai", "Hangul"]

    init(
        _ set: ModelBytes, codes: ModelBytes, outputs: Int, blank: Int, refusing refused: Set<Character> = []
    ) throws(LineModelFault) {
        let (texts, isDigit) = try Self.texts(set)
        self.texts = texts
        self.isDigit = isDigit
        let all = try Self.characters(codes, count: texts.count, outputs: outputs, blank: blank)
        characters = all.map { $0 > Self.space && texts[Int($0)].contains(where: refused.contains) ? Self.none : $0 }
        guard characters[Int(Self.space)] == Self.space else {
            throw .unsupported(.codes, found: "another first output", expected: "the space")
        }
    }

    /// A line a character: text, properties in hexadecimal, then, for all but special ones, figures, script and more.
    private static func texts(_ component: ModelBytes) throws(LineModelFault) -> ([String], [Bool]) {
        let lines = String(decoding: component.remaining, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard let count = lines.first.flatMap({ Int($0) }), (2...maxCharacters).contains(count) else {
            throw .unsupported(.characters, found: "no count", expected: "a number in the first line")
        }
        guard lines.count > count else { throw .truncated(in: .characters) }
        var texts: [String] = []
        var isDigit: [Bool] = []
        for line in lines[1...count] {
            let fields = line.split(separator: " ")
            guard fields.count >= 2, let properties = Int(fields[1], radix: 16) else {
                throw .unsupported(.characters, found: "a line without properties", expected: "text and properties")
            }
            if let script = fields.first(where: unspacedScripts.contains) {
                throw .unsupported(.characters, found: "script \(script)", expected: "words set off by spaces")
            }
            texts.append(texts.isEmpty ? " " : String(fields[0]))
            isDigit.append(properties & 8 != 0)
        }
        return (texts, isDigit)
    }

    /// For each character whether its code stands for itself alone, the length of the code and the code's outputs.
    private static func characters(
        _ component: ModelBytes, count: Int, outputs: Int, blank: Int
    ) throws(LineModelFault) -> [ID] {
        var bytes = component
        guard try bytes.number("a count", in: 0...maxCharacters) == count else {
            throw .unsupported(.codes, found: "another count of characters", expected: "\(count)")
        }
        var characters = [ID](repeating: none, count: outputs)
        for character in 0..<count {
            _ = try bytes.integer(Int8.self)
            let length = try bytes.number("a code's length", in: 0...16)
            guard length == 1 else {
                throw .unsupported(.codes, found: "codes of \(length) outputs", expected: "one output a character")
            }
            let output = try bytes.number("an output", in: 0...(outputs - 1))
            if output != blank { characters[output] = ID(character) }
        }
        return characters
    }
}
