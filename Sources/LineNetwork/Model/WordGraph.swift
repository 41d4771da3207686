/// A directed acyclic word graph: the words of a language, patterns of numbers, or punctuation around words.
///
/// Edges of one node stand next to each other; the last is marked. The format is that of Tesseract 5.3 (dawg.cpp).
struct WordGraph: Sendable {
    /// An edge's place in the graph.
    typealias Edge = Int32

    static let noEdge: Edge = -1
    /// Stands for a whole word in a punctuation graph, and for any digit in a number graph.
    static let pattern: CharacterSet.ID = 0

    private let letters: [Int32]
    private let targets: [Edge]
    /// Bit 0: last edge of its node. Bit 2: a word ends here.
    private let flags: [UInt8]
    /// Edge of the first node for each character.
    private let firstEdges: [Edge]

    private static let maxEdges = 8_000_000
    private static let magic: Int16 = 42
    private static let (isLast, isBackward, endsWord): (UInt8, UInt8, UInt8) = (1, 2, 4)

    init(_ component: ModelBytes, characters: Int) throws(LineModelFault) {
        var bytes = component
        guard try bytes.integer(Int16.self) == Self.magic else {
            throw .unsupported(component.part, found: "another first number", expected: "\(Self.magic)")
        }
        let size = try bytes.number("a count of characters", in: 1...characters)
        let count = try bytes.number("a count of edges", in: 1...Self.maxEdges)
        // The letter takes as many bits as tell all characters and one more apart.
        let letterBits = Int.bitWidth - size.leadingZeroBitCount
        let records = try bytes.bytes(8 * count)
        var letters = [Int32](repeating: 0, count: count)
        var targets = [Edge](repeating: 0, count: count)
        var flags = [UInt8](repeating: 0, count: count)
        let isWhole = records.withUnsafeBytes { raw in
            for edge in 0..<count {
                let record = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * edge, as: UInt64.self))
                letters[edge] = Int32(truncatingIfNeeded: record & ((1 << UInt64(letterBits)) - 1))
                flags[edge] = UInt8(truncatingIfNeeded: record >> UInt64(letterBits)) & 7
                let target = record >> UInt64(letterBits + 3)
                guard target < UInt64(count) else { return false }
                targets[edge] = Edge(target)
            }
            return true
        }
        guard isWhole else { throw .truncated(in: component.part) }
        guard flags[count - 1] & Self.isLast != 0, !flags.contains(where: { $0 & Self.isBackward != 0 }) else {
            throw .unsupported(component.part, found: "a node without end", expected: "forward edges only")
        }
        self.letters = letters
        self.targets = targets
        self.flags = flags
        firstEdges = Self.firstEdges(letters, flags, characters: characters)
    }

    /// The first node is sorted and searched by halves, which decides between edges of one letter.
    private static func firstEdges(_ letters: [Int32], _ flags: [UInt8], characters: Int) -> [Edge] {
        let end = (flags.firstIndex { $0 & isLast != 0 } ?? 0) + 1
        return (0..<characters).map { character in
            var (low, high) = (0, end - 1)
            while low <= high {
                let middle = (low + high) / 2
                if letters[middle] == character { return Edge(middle) }
                if character > letters[middle] { low = middle + 1 } else { high = middle - 1 }
            }
            return noEdge
        }
    }

    /// The edge with a letter at the node that another edge leads to; ``noEdge`` stands for the beginning of a word.
    func edge(after edge: Edge, letter: CharacterSet.ID) -> Edge {
        if edge == Self.noEdge { return firstEdges[Int(letter)] }
        var next = Int(targets[Int(edge)])
        // The first node is no continuation; edges to it end words.
        if next == 0 { return Self.noEdge }
        while true {
            if letters[next] == letter { return Edge(next) }
            if flags[next] & Self.isLast != 0 { return Self.noEdge }
            next += 1
        }
    }

    /// Whether a word may end with this edge.
    func endsWord(_ edge: Edge) -> Bool { edge >= 0 && flags[Int(edge)] & Self.endsWord != 0 }

    /// Whether there is an edge of the beginning that is the letter and a whole word.
    func hasWord(_ letter: CharacterSet.ID) -> Bool {
        for edge in flags.indices {
            if letters[edge] == letter, flags[edge] & Self.endsWord != 0 { return true }
            if flags[edge] & Self.isLast != 0 { return false }
        }
        return false
    }
}
