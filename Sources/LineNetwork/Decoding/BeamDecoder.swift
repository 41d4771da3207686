import CLineNetwork
import Glibc

/// Finds the likeliest characters in what the network says of a line, with a preference for words of a lexicon.
///
/// The search, its weights and what becomes a word's certainty follow Tesseract 5.3 (recodebeam.cpp), Apache License
/// 2.0, (C) Google Inc.: thresholds that were found with Tesseract's confidences hold for these.
struct BeamDecoder {
    private let characters: CharacterSet
    private let lexicon: Lexicon?
    private let blank: Int32
    private let outputs: UInt64

    /// By so much more counts what is not in the lexicon (`kDictRatio`).
    private static let outsideLexicon: Float = 2.25
    /// Added to each logarithm (`kCertOffset`).
    private static let offset: Float = -0.085
    /// Words with a letter below this are not looked for in the lexicon (`kWorstDictCertainty / kCertaintyScale`).
    private static let worstInLexicon: Float = -25.0 / 7
    private static let least: Float = -20

    /// All nodes that paths may go through.
    private var nodes: [PathNode] = []
    private var positions: [Lexicon.Position] = []
    /// The nodes of the last step of each beam, as ranges of ``nodes``.
    private var last: [Range<Int>] = []
    /// The beams of the step under way: three without, three with the lexicon.
    private var beams = [Beam](repeating: Beam(), count: 6)
    private var beginnings = [PathNode?](repeating: nil, count: 3)

    init(characters: CharacterSet, lexicon: Lexicon?, blank: Int, outputs: Int) {
        self.characters = characters
        self.lexicon = lexicon
        self.blank = Int32(blank)
        self.outputs = UInt64(outputs)
    }

    /// The nodes of the best path, one a step.
    mutating func bestPath(_ steps: UnsafeBufferPointer<cln_step>) -> [PathNode] {
        nodes.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        if let lexicon { positions += lexicon.beginning }
        for (index, step) in steps.enumerated() {
            for beam in beams.indices { beams[beam].clear() }
            for index in beginnings.indices { beginnings[index] = nil }
            let certainties = StepCertainties(step, blank: blank, offset: Self.offset)
            if index == 0 {
                extend(nil, at: -1, .anything, inLexicon: false, certainties)
                if lexicon != nil { extend(nil, at: -1, .anything, inLexicon: true, certainties) }
            } else {
                for beam in last.indices {
                    for node in last[beam] {
                        extend(
                            nodes[node], at: Int32(node), Self.continuity(ofBeam: beam), inLexicon: beam >= 3,
                            certainties)
                    }
                }
            }
            endStep()
        }
        return steps.isEmpty ? [] : path()
    }

    private static func continuity(ofBeam beam: Int) -> Continuity {
        switch beam % 3 {
        case 0: .anything
        case 1: .onlySame
        default: .notSame
        }
    }

    /// Keeps the nodes of the step.
    private mutating func endStep() {
        for continuity in beginnings.indices {
            if let node = beginnings[continuity] { beams[3 + continuity].add(node) }
        }
        last.removeAll(keepingCapacity: true)
        for beam in beams {
            let first = nodes.count
            for var node in beam.nodes {
                if node.isLetter {
                    node.letter = Int32(nodes.count)
                } else if node.previous >= 0 {
                    node.letter = nodes[Int(node.previous)].letter
                }
                nodes.append(node)
            }
            last.append(first..<nodes.count)
        }
    }

    // MARK: Extending paths

    /// Adds every way in which a path may go on.
    private mutating func extend(
        _ node: PathNode?, at index: Int32, _ continuity: Continuity, inLexicon: Bool, _ step: StepCertainties
    ) {
        if let node {
            if let certainty = step.certainty(of: node.output) {
                if continuity != .notSame { repeatNode(node, index, certainty, inLexicon, .anything) }
                if continuity == .anything, node.output != blank {
                    repeatNode(node, index, step.withBlank(node.output), inLexicon, .notSame)
                }
            }
            if continuity == .onlySame { return }
        }
        for candidate in 0..<3 {
            let output = step.output(candidate)
            guard output >= 0, output != node?.output, let certainty = step.certainty(of: output),
                certainty >= Self.least || output == blank
            else { continue }
            let character = output == blank ? CharacterSet.none : characters.characters[Int(output)]
            guard output == blank || character != CharacterSet.none else { continue }
            append(output, character, certainty, node, index, inLexicon, .anything)
            if output != blank {
                let isBetween = continuity == .anything && step.areFirstTwo(node?.output, output)
                let together = isBetween ? step.ofAll : step.withBlank(output)
                append(output, character, together, node, index, inLexicon, .onlySame)
            }
        }
    }

    private mutating func repeatNode(
        _ node: PathNode, _ index: Int32, _ certainty: Float, _ inLexicon: Bool, _ continuity: Continuity
    ) {
        var certainty = certainty
        if inLexicon {
            guard certainty > Self.worstInLexicon else { return }
        } else {
            certainty *= Self.outsideLexicon
            guard certainty >= Self.least || node.output == blank else { return }
        }
        var next = PathNode(
            output: node.output, character: node.character, kind: node.kind, certainty: certainty, previous: index)
        next.repeats = true
        next.score = node.score + certainty
        next.hash = node.hash
        beams[(inLexicon ? 3 : 0) + continuity.rawValue].add(next)
    }

    private mutating func append(
        _ output: Int32, _ character: CharacterSet.ID, _ certainty: Float, _ node: PathNode?, _ index: Int32,
        _ inLexicon: Bool, _ continuity: Continuity
    ) {
        var next = PathNode(
            output: output, character: character, kind: .anything, certainty: certainty, previous: index)
        next.hash = hash(output, after: node)
        let before = node?.score ?? 0
        if inLexicon {
            guard certainty > Self.worstInLexicon else { return }
            next.score = before + certainty
            appendInLexicon(next, node, continuity)
            return
        }
        if character == CharacterSet.space, lexicon != nil, certainty > Self.worstInLexicon {
            next.score = before + certainty
            next.kind = .none
            beginLexicon(next, continuity)
            next.kind = .anything
        }
        next.certainty = certainty * Self.outsideLexicon
        next.score = before + next.certainty
        beams[continuity.rawValue].add(next)
    }

    private mutating func appendInLexicon(_ node: PathNode, _ previous: PathNode?, _ continuity: Continuity) {
        guard let lexicon else { return }
        var next = node
        if next.character == CharacterSet.none {
            next.kind = .none
            beams[3 + continuity.rawValue].add(next)
            return
        }
        guard beams[3 + continuity.rawValue].takes(next.score) || beams[continuity.rawValue].takes(next.score) else {
            return
        }
        let letter = lastLetter(previous)
        if next.character == CharacterSet.space {
            guard let letter, letter.mayEndWord else { return }
            next.kind = letter.kind
            beginLexicon(next, continuity)
            beams[continuity.rawValue].add(next)
            return
        }
        if let letter, letter.beginsLexicon, letter.character != CharacterSet.space { return }
        let from = letter.map(\.positions) ?? 0..<Int32(lexicon.beginning.count)
        if from.isEmpty { return }
        let continuation = lexicon.continued(
            positions[Int(from.lowerBound)..<Int(from.upperBound)], with: next.character)
        guard continuation.kind != .none else { return }
        next.kind = continuation.kind
        next.beginsWord = letter?.beginsLexicon ?? true
        next.mayEndWord = continuation.mayEnd
        guard beams[3 + continuity.rawValue].takes(next.score) else { return }
        let first = Int32(positions.count)
        positions += continuation.positions
        next.positions = first..<Int32(positions.count)
        beams[3 + continuity.rawValue].add(next)
    }

    /// A space after which words of the lexicon may begin; of several, the best is kept.
    private mutating func beginLexicon(_ node: PathNode, _ continuity: Continuity) {
        guard let lexicon, node.score > beginnings[continuity.rawValue]?.score ?? -.infinity else { return }
        var node = node
        node.beginsLexicon = true
        node.positions = 0..<Int32(lexicon.beginning.count)
        beginnings[continuity.rawValue] = node
    }

    /// The last node of a path that stands for a character and does not repeat it.
    private func lastLetter(_ node: PathNode?) -> PathNode? {
        guard let node, node.letter >= 0 else { return nil }
        return nodes[Int(node.letter)]
    }

    private func hash(_ output: Int32, after node: PathNode?) -> UInt64 {
        let before = node?.hash ?? 0
        if output == blank { return before }
        let carry = ((before >> 32) &* outputs) >> 32
        return before &* outputs &+ carry &+ UInt64(output)
    }

    // MARK: The best path

    private func path() -> [PathNode] {
        var best: PathNode?
        for beam in last.indices where Self.continuity(ofBeam: beam) != .onlySame {
            for node in nodes[last[beam]] {
                if beam >= 3 {
                    guard let letter = lastLetter(node), letter.mayEndWord || letter.character == CharacterSet.space
                    else { continue }
                }
                if node.score > best?.score ?? -.infinity { best = node }
            }
        }
        var path: [PathNode] = []
        while let node = best {
            path.append(node)
            best = node.previous >= 0 ? nodes[Int(node.previous)] : nil
        }
        return path.reversed()
    }
}
