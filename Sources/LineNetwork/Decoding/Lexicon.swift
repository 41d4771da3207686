/// The words of a model's language, with what may stand around them: its word, number and punctuation graphs.
///
/// How the graphs work together follows Tesseract 5.3 (dict.cpp), Apache License 2.0, (C) Google Inc.
struct Lexicon: Sendable {
    /// How far a word has come in one of the graphs.
    struct Position: Equatable {
        /// Index of the graph of the word; negative before it has begun.
        var graph: Int8
        /// Whether punctuation counts.
        var isPunctuated: Bool
        /// Whether the word is over and only punctuation may follow.
        var isOver: Bool
        var edge: WordGraph.Edge
        var punctuation: WordGraph.Edge
    }

    /// What a letter makes of a word.
    struct Continuation {
        /// Where a word stands after the letter; empty when no word goes on like this.
        var positions: [Position] = []
        var kind = WordKind.none
        /// Whether the word may end here.
        var mayEnd = false

        mutating func add(_ position: Position, kind other: WordKind, mayEnd ends: Bool) {
            kind = max(kind, other)
            mayEnd = mayEnd || ends
            if !positions.contains(position) { positions.append(position) }
        }
    }

    /// The graphs of words and numbers, with what a word in them is.
    private let graphs: [(graph: WordGraph, kind: WordKind)]
    private let punctuation: WordGraph?
    private let isDigit: [Bool]
    /// Where a word may begin.
    let beginning: [Position]

    /// `nil` when there is no graph at all.
    init?(punctuation: WordGraph?, words: WordGraph?, numbers: WordGraph?, isDigit: [Bool]) {
        self.punctuation = punctuation
        self.isDigit = isDigit
        var graphs: [(WordGraph, WordKind)] = []
        if let words { graphs.append((words, .word)) }
        if let numbers { graphs.append((numbers, .number)) }
        guard punctuation != nil || !graphs.isEmpty else { return nil }
        self.graphs = graphs
        var beginning: [Position] = []
        if punctuation != nil { beginning.append(Position.start(graph: -1, isPunctuated: true)) }
        if punctuation?.hasWord(WordGraph.pattern) != true {
            for index in graphs.indices {
                beginning.append(Position.start(graph: Int8(index), isPunctuated: false))
            }
        }
        self.beginning = beginning
    }

    /// How words that stand at these positions go on with a character other than the space.
    func continued(_ positions: some Sequence<Position>, with letter: CharacterSet.ID) -> Continuation {
        var result = Continuation()
        for position in positions {
            if position.graph < 0 {
                begin(position, letter, &result)
            } else {
                goOn(position, letter, &result)
            }
        }
        return result
    }

    /// Before the word: it begins, or more punctuation comes.
    private func begin(_ position: Position, _ letter: CharacterSet.ID, _ result: inout Continuation) {
        guard let punctuation else { return }
        let around = punctuation.edge(after: position.punctuation, letter: WordGraph.pattern)
        if around != WordGraph.noEdge {
            for index in graphs.indices {
                let edge = graphs[index].graph.edge(after: WordGraph.noEdge, letter: self.letter(letter, in: index))
                guard edge != WordGraph.noEdge else { continue }
                let next = Position(
                    graph: Int8(index), isPunctuated: true, isOver: false, edge: edge, punctuation: around)
                let mayEnd = graphs[index].graph.endsWord(edge) && punctuation.endsWord(around)
                result.add(next, kind: graphs[index].kind, mayEnd: mayEnd)
            }
        }
        let more = punctuation.edge(after: position.punctuation, letter: letter)
        if more != WordGraph.noEdge {
            var next = position
            next.punctuation = more
            result.add(next, kind: .punctuation, mayEnd: punctuation.endsWord(more))
        }
    }

    /// Within or after the word.
    private func goOn(_ position: Position, _ letter: CharacterSet.ID, _ result: inout Continuation) {
        let (graph, kind) = graphs[Int(position.graph)]
        if let punctuation, position.isPunctuated, graph.endsWord(position.edge) {
            let after = punctuation.edge(after: position.punctuation, letter: letter)
            if after != WordGraph.noEdge {
                var next = position
                next.punctuation = after
                next.isOver = true
                result.add(next, kind: kind, mayEnd: punctuation.endsWord(after))
            }
        }
        if position.isOver { return }
        let edge = graph.edge(after: position.edge, letter: self.letter(letter, in: Int(position.graph)))
        guard edge != WordGraph.noEdge else { return }
        var next = position
        next.edge = edge
        let mayEnd = !position.isPunctuated || punctuation?.endsWord(position.punctuation) != false
        result.add(next, kind: kind, mayEnd: graph.endsWord(edge) && mayEnd)
    }

    /// A number graph has one letter for all digits.
    private func letter(_ letter: CharacterSet.ID, in graph: Int) -> CharacterSet.ID {
        graphs[graph].kind == .number && isDigit[Int(letter)] ? WordGraph.pattern : letter
    }
}

extension Lexicon.Position {
    fileprivate static func start(graph: Int8, isPunctuated: Bool) -> Self {
        Self(
            graph: graph, isPunctuated: isPunctuated, isOver: false, edge: WordGraph.noEdge,
            punctuation: WordGraph.noEdge)
    }
}

/// What a word on a path of the decoder is; higher values win over lower ones.
enum WordKind: UInt8, Comparable, Sendable {
    case none
    case punctuation
    /// Whatever the network says, without a lexicon.
    case anything
    case number
    case word

    static func < (one: WordKind, other: WordKind) -> Bool { one.rawValue < other.rawValue }
}
