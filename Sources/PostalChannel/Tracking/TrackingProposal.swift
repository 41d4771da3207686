/// What a tracking number that a person typed or a recognizer read may stand for.
public enum TrackingProposal: Hashable, Sendable {
    /// It is one of ours as it stands.
    case ours(String)
    /// One slip turns exactly one of our numbers into it, and no other valid number of ours is as near.
    case corrected(String, TrackingEdit)
    /// Several of ours are as near: a person decides.
    case several([String])
    /// None of ours.
    case none

    /// The number of ours that it stands for.
    public var number: String? {
        switch self {
        case .ours(let number), .corrected(let number, _): number
        case .several, .none: nil
        }
    }
}

/// Proposes numbers of ours for what was read, by the table of forms.
public struct TrackingProposals: Sendable {
    private let formats: TrackingFormats

    public init(_ formats: TrackingFormats) { self.formats = formats }

    /// What a number stands for.
    ///
    /// A number that is right by its form is never corrected: if it is not ours, it is somebody else's. Where the form
    /// has no check digit, only characters that look alike are set right, since any other digit would be as valid.
    /// - Parameters:
    ///   - written: capitals and digits without blanks.
    ///   - areOurs: which of some numbers are ours.
    public func propose(
        _ written: String, areOurs: ([String]) throws -> Set<String>
    ) rethrows -> TrackingProposal {
        if try areOurs([written]).contains(written) { return .ours(written) }
        guard formats.standing(of: written) == .wrong else { return .none }
        let candidates = corrections(of: written)
        guard !candidates.isEmpty else { return .none }
        let found = try areOurs(candidates).sorted()
        guard let number = found.first else { return .none }
        guard found.count == 1, let edit = TrackingEdit.between(right: number, wrong: written) else {
            return .several(found)
        }
        return .corrected(number, edit)
    }

    /// The valid numbers that are one slip away, each once, in order.
    public func corrections(of written: String) -> [String] {
        let bytes = Array(written.utf8)
        guard (8...20).contains(bytes.count), bytes.allSatisfy(Self.isCapitalOrDigit) else { return [] }
        var found: Set<String> = []
        for format in formats.formats {
            let pattern = Array(format.pattern.utf8)
            found.formUnion(Self.lookalikes(bytes, pattern).filter(format.accepts))
            if format.hasCheckDigit { found.formUnion(Self.edits(bytes, pattern).filter(format.accepts)) }
        }
        found.remove(written)
        return found.sorted()
    }

    // MARK: Slips

    /// The same number with letters where the form wants letters, and digits where it wants digits.
    private static func lookalikes(_ bytes: [UInt8], _ pattern: [UInt8]) -> [String] {
        guard bytes.count == pattern.count else { return [] }
        var forms: [[UInt8]] = [[]]
        for (byte, wanted) in zip(bytes, pattern) {
            let options = choices(byte, wanted)
            guard !options.isEmpty, forms.count * options.count <= 64 else { return [] }
            forms = forms.flatMap { form in options.map { form + [$0] } }
        }
        return forms.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func choices(_ byte: UInt8, _ wanted: UInt8) -> [UInt8] {
        switch wanted {
        case UInt8(ascii: "L"):
            isDigit(byte) ? letters.filter { TrackingEdit.folded($0) == byte } : [byte]
        case UInt8(ascii: "D"), UInt8(ascii: "C"):
            isDigit(TrackingEdit.folded(byte)) ? [TrackingEdit.folded(byte)] : []
        default: byte == wanted || TrackingEdit.folded(wanted) == byte ? [wanted] : []
        }
    }

    /// One character changed, left out, put in, or swapped with its neighbour.
    private static func edits(_ bytes: [UInt8], _ pattern: [UInt8]) -> Set<String> {
        var found: Set<String> = []
        func add(_ bytes: [UInt8]) { found.insert(String(decoding: bytes, as: UTF8.self)) }
        switch bytes.count - pattern.count {
        case 0:
            for place in bytes.indices {
                for byte in alphabet(pattern[place]) { add(bytes.replacing(place, with: byte)) }
                guard place + 1 < bytes.count else { continue }
                var swapped = bytes
                swapped.swapAt(place, place + 1)
                add(swapped)
            }
        case -1:
            for place in pattern.indices {
                for byte in alphabet(pattern[place]) { add(Array(bytes[..<place]) + [byte] + bytes[place...]) }
            }
        case 1:
            for place in bytes.indices { add(Array(bytes[..<place]) + bytes[(place + 1)...]) }
        default: break
        }
        return found
    }

    private static func alphabet(_ wanted: UInt8) -> [UInt8] {
        switch wanted {
        case UInt8(ascii: "L"): letters
        case UInt8(ascii: "D"), UInt8(ascii: "C"): digits
        default: [wanted]
        }
    }

    private static let letters = Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    private static let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isCapitalOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x41...0x5A).contains(byte) }
}

extension [UInt8] {
    fileprivate func replacing(_ place: Int, with byte: UInt8) -> [UInt8] {
        var bytes = self
        bytes[place] = byte
        return bytes
    }
}
