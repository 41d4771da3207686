import DocumentModel
import VietnameseText

/// What the case register knows of the case to which a paper belongs.
public struct RegisteredCase: Hashable, Sendable {
    /// Name of the applicant.
    public var applicant: String?
    /// 12 or 9 digits.
    public var idNumber: String?
    public var address: String?

    public init(applicant: String? = nil, idNumber: String? = nil, address: String? = nil) {
        self.applicant = applicant
        self.idNumber = idNumber
        self.address = address
    }

    /// Most letters in which a reading can differ from the register and still be meant to be the same.
    private static let maxWrongLetters = 2

    /// Adds whether the register has the same, or nearly the same and therefore contradicts.
    ///
    /// What is wholly different belongs to somebody else, which is nothing unusual: the child of the applicant.
    func compare(_ candidate: inout FieldCandidate) {
        guard let registered = registered(candidate.field), !registered.isEmpty else { return }
        if FieldAgreement.isSame(candidate.value, registered, candidate.field) {
            candidate.evidence.set(.register, true)
        } else if candidate.field == .idNumber {
            let (read, known) = (Array(candidate.value.utf8), Array(registered.utf8))
            let wrong = read.count == known.count ? zip(read, known).count { $0 != $1 } : Int.max
            candidate.evidence.set(.registerDiffers, wrong <= Self.maxWrongLetters)
        } else {
            let isNear = EditDistance.isWithin(
                Self.maxWrongLetters, Folding.folded(candidate.value), Folding.folded(registered))
            candidate.evidence.set(.registerDiffers, isNear)
        }
    }

    /// Marks names and numbers of a person of whom the register has one and the paper another: whichever is wrong, a
    /// person has to look.
    ///
    /// A number that is the applicant's former one is among them; nothing on the paper tells it from another's.
    func markContradictions(in candidates: inout [FieldCandidate]) {
        guard let applicant = applicant.map(Folding.folded), !applicant.isEmpty, idNumber?.isEmpty == false else {
            return
        }
        let isNumberThere = candidates.contains { $0.field == .idNumber && $0.evidence[.register] > 0 }
        let ownersOfNumber = Set(
            candidates.filter { $0.field == .idNumber && $0.evidence[.register] > 0 }.compactMap(\.owner))
        for index in candidates.indices where candidates[index].evidence[.register] == 0 {
            switch candidates[index].field {
            case .idNumber:
                candidates[index].contradictsRegister = !isNumberThere && candidates[index].owner == applicant
            case .subject:
                candidates[index].contradictsRegister = ownersOfNumber.contains(Folding.folded(candidates[index].value))
            default: break
            }
        }
    }

    // MARK: Spelling

    /// Writes a name or address as the register has it where the page has the same words, and what differs in a word, one
    /// letter or its marks, was read with doubt. Where the page was read for sure, it stays: the field then waits.
    func respell(_ candidate: inout FieldCandidate, in passage: Passage) {
        guard candidate.field == .subject || candidate.field == .address, let range = candidate.range,
            let known = registered(candidate.field), known != candidate.value
        else { return }
        let read = passage.words(in: range)
        let right = known.split(separator: " ").map(String.init)
        guard read.count == right.count else { return }
        for (word, known) in zip(read, right) {
            let (own, other) = (Self.letters(word.text), Self.letters(known))
            if Folding.exact(own) == Folding.exact(other) { continue }
            let isNear = EditDistance.isWithin(
                own.contains(where: \.isNumber) ? 0 : 1, Folding.folded(own), Folding.folded(other))
            guard isNear, word.confidence < Word.minSure else { return }
        }
        candidate.value = known
    }

    private static func letters(_ word: String) -> String { word.filter { $0.isLetter || $0.isNumber || $0 == "/" } }

    private func registered(_ field: FieldName) -> String? {
        switch field {
        case .subject: applicant
        case .idNumber: idNumber
        case .address: address
        default: nil
        }
    }

    // MARK: On the page

    /// Where the applicant's name stands in a text, but for two letters, whatever the marks.
    func places(in scan: ScannableText) -> [Range<Int>] {
        applicant.map { places(of: $0, in: scan, lengths: 6...60) } ?? []
    }

    /// Where the applicant's address stands.
    func addresses(in scan: ScannableText) -> [Range<Int>] {
        address.map { places(of: $0, in: scan, lengths: 20...160) } ?? []
    }

    private func places(of text: String, in scan: ScannableText, lengths: ClosedRange<Int>) -> [Range<Int>] {
        let name = ScannableText(text).bytes
        guard name.contains(ScannableText.blank), lengths.contains(name.count) else { return [] }
        let exact = scan.occurrences(of: String(decoding: name, as: UTF8.self))
        let limit = name.count >= 10 ? Self.maxWrongLetters : 1
        var found = exact
        for start in scan.bytes.indices where scan.isWordStart(start) && scan.bytes[start] == name[0] {
            for length in (name.count - limit)...(name.count + limit) {
                let end = start + length
                guard end <= scan.count, scan.isWordEnd(end), !scan.isWordEnd(end - 1),
                    !found.contains(where: { $0.overlaps(start..<end) }),
                    EditDistance.distance(name[...], scan.bytes[start..<end], limit: limit) != nil
                else { continue }
                found.append(start..<end)
            }
        }
        return found
    }
}
