import DocumentModel
import VietnameseText

/// Finds everything on a paper that could be a field's value, with the evidence for it.
struct CandidateFinder: Sendable {
    let paper: Paper
    let persons: Persons
    let register: RegisteredCase?
    /// Readings of the rules of known layouts.
    let layout: [FieldName: Candidate]
    /// The machine-readable lines of an identity card.
    let zone: MachineReadableZone?

    init(_ paper: Paper, register: RegisteredCase?) {
        self.paper = paper
        self.register = register
        persons = Persons(paper)
        zone = paper.scan.bytes.contains(UInt8(ascii: "<")) ? MachineReadableZone(paper) : nil
        layout = LayoutRules.candidates(in: paper)
    }

    /// All candidates, each value of a field at each place once.
    func candidates() -> [FieldCandidate] {
        var found = numbers() + dates() + agencies() + titles() + names() + identityNumbers() + birthDates()
        found += addresses() + amounts() + land()
        settleSpelling(of: &found)
        if let register { for index in found.indices { register.respell(&found[index], in: paper.passage) } }
        found = merged(found)
        addLayout(to: &found)
        if paper.kind?.isList ?? false { found.removeAll { $0.field.isAboutPerson } }
        for index in found.indices { complete(&found[index], among: found) }
        register?.markContradictions(in: &found)
        return found
    }

    /// Sets names right by how the same words are read elsewhere on the paper.
    private func settleSpelling(of found: inout [FieldCandidate]) {
        let vote = SpellingVote(paper.passage)
        for index in found.indices where [.agency, .address, .subject].contains(found[index].field) {
            found[index].value = vote.settled(found[index].value)
            guard found[index].field == .subject else { continue }
            found[index].value = PersonName.withFamilyNameRestored(found[index].value)
        }
    }

    /// Candidates at the same place with the same value are one.
    private func merged(_ candidates: [FieldCandidate]) -> [FieldCandidate] {
        var found: [FieldCandidate] = []
        for candidate in candidates where !candidate.value.isEmpty {
            let same = found.firstIndex {
                $0.field == candidate.field && $0.value == candidate.value && $0.offset == candidate.offset
            }
            if let same {
                for evidence in Evidence.allCases where candidate.evidence[evidence] > found[same].evidence[evidence] {
                    found[same].evidence[evidence] = candidate.evidence[evidence]
                }
            } else {
                found.append(candidate)
            }
        }
        return found
    }

    private func addLayout(to found: inout [FieldCandidate]) {
        for (field, reading) in layout.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where reading.confidence > 20 {
            let isCode = reading.box == nil
            if field == .address, paper.kind?.hasSeat ?? false || !(isCode || namesCommune(reading.value)) { continue }
            let sureness = reading.confidence / 100
            var isThere = false
            for index in found.indices where found[index].field == field {
                let agrees = FieldAgreement.isSame(found[index].value, reading.value, field)
                found[index].evidence[agrees ? .layout : .layoutDiffers] = sureness
                isThere = isThere || agrees
            }
            guard !isThere else { continue }
            var candidate = FieldCandidate(field, reading, in: paper)
            candidate.evidence[.layout] = sureness
            candidate.isFromLayoutAlone = true
            if field.isAboutPerson { persons.addOwner(to: &candidate) }
            found.append(candidate)
        }
    }

    /// Adds what follows from all candidates together.
    private func complete(_ candidate: inout FieldCandidate, among all: [FieldCandidate]) {
        let rivals = all.filter { $0.field == candidate.field }
        let offsets = rivals.map(\.offset).filter { $0 >= 0 }
        candidate.evidence.set(.first, candidate.offset >= 0 && candidate.offset == offsets.min())
        let same = rivals.filter { FieldAgreement.isSame($0.value, candidate.value, candidate.field) }
        // A number in the rows of a table is repeated there for other reasons.
        if candidate.field != .number || !candidate.value.contains("/") {
            candidate.evidence.set(.repeated, Set(same.map(\.offset)).count > 1 || candidate.evidence[.repeated] > 0)
        }
        if let states = paper.kind?.states {
            candidate.evidence.set(.kindStates, states.contains(candidate.field))
            candidate.evidence.set(.kindSilent, !states.contains(candidate.field))
        }
        if candidate.field == .subject, zone?.bears(candidate.value) ?? false { candidate.evidence[.crossChecked] = 1 }
        if let register { register.compare(&candidate) }
    }

    /// Adds the label that governs a value.
    ///
    /// - Parameters:
    ///   - exact: labels that announce the field itself.
    ///   - near: labels that announce something near it.
    func addLabel(
        to candidate: inout FieldCandidate, at range: Range<Int>, exact: Set<LabelMeaning>, near: Set<LabelMeaning> = []
    ) {
        guard let governor = paper.governor(of: range) else { return }
        addLabel(governor.label, governor.relation, to: &candidate, exact: exact, near: near)
        guard governor.relation == .before, candidate.evidence[.label] > 0 else { return }
        let end = paper.labels[governor.label].range.upperBound
        let between = paper.scan.bytes[min(end, range.lowerBound)..<range.lowerBound].count(
            where: ScannableText.isLetterByte)
        candidate.evidence[.labelDoubt] += min(3, Double(max(0, between - 4)) / 5)
    }

    func addLabel(
        _ label: Int, _ relation: LabelRelation, to candidate: inout FieldCandidate, exact: Set<LabelMeaning>,
        near: Set<LabelMeaning> = []
    ) {
        let hit = paper.labels[label]
        guard exact.contains(hit.meaning) || near.contains(hit.meaning) else {
            candidate.evidence.set(.otherLabel, hit.meaning != .otherDate)
            candidate.evidence.set(.otherDateLabel, hit.meaning == .otherDate)
            return
        }
        candidate.evidence.set(.label, relation == .before)
        candidate.evidence.set(.labelLeft, relation == .left)
        candidate.evidence.set(.labelAbove, relation == .above)
        candidate.evidence[.labelDoubt] = 5 * (1 - hit.strength)
        candidate.evidence.set(.exactLabel, exact.contains(hit.meaning))
        candidate.evidence.set(.nearLabel, near.contains(hit.meaning))
    }

    /// Adds on which part of the paper a value stands.
    func addPlace(to candidate: inout FieldCandidate) {
        guard candidate.offset >= 0 else { return }
        let height = paper.height(at: candidate.offset)
        let heading = paper.heading?.line ?? 12
        let line = paper.passage.lineIndex(at: candidate.offset) ?? 0
        candidate.evidence.set(.top, paper.isOnFirstPage(candidate.offset) && (line < heading + 4 || height < 0.3))
        candidate.evidence.set(.bottom, height > 0.5)
    }
}

extension FieldName {
    /// Whether the field belongs to the person whom the paper is about.
    var isAboutPerson: Bool { [.subject, .idNumber, .dateOfBirth, .address].contains(self) }
}

/// Whether two spellings are one value.
public enum FieldAgreement {
    public static func isSame(_ left: String, _ right: String, _ field: FieldName) -> Bool {
        left == right || canonical(left, field) == canonical(right, field)
    }

    /// Digits for numbers, letters and digits in lower case for the rest.
    public static func canonical(_ value: String, _ field: FieldName) -> String {
        switch field {
        case .idNumber: return String(value.filter(\.isNumber))
        case .amount, .parcelNumber, .mapSheet, .area: return String(value.filter(\.isNumber).drop { $0 == "0" })
        case .date, .dateOfBirth: return value
        default:
            return Folding.exact(value).split { !$0.isLetter && !$0.isNumber && $0 != "/" }.joined(separator: " ")
        }
    }
}
