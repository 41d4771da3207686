/// What may follow a node of a path. A character's first or last step may count together with the blank beside it;
/// then it needs a step of its own next to it.
enum Continuity: Int, CaseIterable {
    case anything
    /// Counted with other outputs, without a step of its own before.
    case onlySame
    /// Counted with the blank after a step of its own.
    case notSame
}

/// A step of a path through what the network says; paths share their beginnings.
struct PathNode {
    /// Output of the network.
    var output: Int32
    /// Its character, ``CharacterSet/none`` for the blank.
    var character: CharacterSet.ID
    var kind: WordKind
    /// Whether words of the lexicon may begin after this.
    var beginsLexicon = false
    /// Whether it is the first letter of a word of the lexicon.
    var beginsWord = false
    /// Whether a word of the lexicon may end with this.
    var mayEndWord = false
    /// Whether it repeats the character before it, or the blank.
    var repeats = false
    /// Logarithm of the probability of this step, weighted.
    var certainty: Float
    /// Sum of the certainties up to this step.
    var score: Float = 0
    /// Index of the node before it, negative at the beginning.
    var previous: Int32
    /// Index of the last node up to this one that stands for a character and repeats none; negative when there is none.
    var letter: Int32 = -1
    /// Where in the lexicon it stands: a range of the decoder's list of positions. Empty when it is not in it.
    var positions: Range<Int32> = 0..<0
    /// Tells paths of different characters apart.
    var hash: UInt64 = 0

    /// Whether it is the first node of a character.
    var isLetter: Bool { character != CharacterSet.none && !repeats }
}

/// The best few nodes of a kind at one step.
struct Beam {
    static let width = 5
    private(set) var nodes: [PathNode] = []

    init() { nodes.reserveCapacity(Self.width + 1) }

    mutating func clear() { nodes.removeAll(keepingCapacity: true) }

    /// Whether a node with this score would be taken.
    func takes(_ score: Float) -> Bool {
        if nodes.count < Self.width { return true }
        for node in nodes where node.score < score { return true }
        return false
    }

    /// Takes a node if it is among the best, or better than one of the same characters.
    mutating func add(_ node: PathNode) {
        guard takes(node.score) else { return }
        for index in nodes.indices where nodes[index].isAlike(node) {
            if node.score > nodes[index].score { nodes[index] = node }
            return
        }
        if nodes.count < Self.width {
            nodes.append(node)
        } else {
            var worst = 0
            for index in nodes.indices where nodes[index].score < nodes[worst].score { worst = index }
            nodes[worst] = node
        }
    }
}

extension PathNode {
    fileprivate func isAlike(_ other: PathNode) -> Bool {
        output == other.output && hash == other.hash && kind == other.kind && beginsLexicon == other.beginsLexicon
    }
}
