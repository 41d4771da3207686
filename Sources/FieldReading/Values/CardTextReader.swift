import VietnameseText

/// Reads an identity card whose labels, printed very small, were not recognized: by the shape of its values and by the
/// machine-readable lines of its back (ICAO 9303, three lines of 30 characters).
enum CardTextReader {
    /// What the labels gave, with gaps filled and values confirmed.
    static func complete(_ person: PersonFields, in paper: Paper) -> PersonFields {
        var person = person
        let zone = MachineReadableZone(paper)
        person.idNumber = confirmed(person.idNumber ?? loneNumber(in: paper), by: zone)
        person.birthDate = person.birthDate ?? earliestDate(in: paper)
        if let birth = person.birthDate, zone.birthDigits == String(birth.value.filter(\.isNumber).suffix(6)) {
            person.birthDate = birth.confirmed(by: 0.3)
        }
        person.name = name(person.name, zone: zone, in: paper)
        if person.address.map({ $0.confidence < FieldReader.threshold }) ?? true {
            person.address = AddressReader.search(
                after: ["place of residence", "noi thuong tru", "residence"], in: paper)
        }
        return person
    }

    /// The day of issue: neither the first day on the card, which is that of birth, nor the last, of expiry.
    static func issueDate(in paper: Paper) -> Candidate? {
        let dates = Set(DateText.all(in: paper.scan).map(\.date)).sorted()
        guard dates.count == 3 else { return nil }
        let match = DateText.all(in: paper.scan).last { $0.date == dates[1] }
        return match.flatMap { Candidate($0.date.iso, in: paper.passage, at: $0.range, strength: 0.85) }
    }

    // MARK: Values by their shape

    /// The only number of 12 digits outside the machine-readable lines.
    private static func loneNumber(in paper: Paper) -> Candidate? {
        let numbers = CitizenNumber.all(in: paper.scan).filter { $0.number.digits.utf8.count == 12 }
        guard Set(numbers.map(\.number)).count == 1, let first = numbers.first else { return nil }
        return Candidate(first.number.digits, in: paper.passage, at: first.range, strength: 0.85)
    }

    /// Recognition puts 6 for 0 in the machine-readable lines, so agreement in most digits is what can be asked.
    private static func confirmed(_ number: Candidate?, by zone: MachineReadableZone) -> Candidate? {
        guard let number, let printed = zone.idDigits, printed.utf8.count == number.value.utf8.count else {
            return number
        }
        let agreeing = zip(printed.utf8, number.value.utf8).count { $0 == $1 }
        return agreeing >= 9 ? number.confirmed(by: 0.4) : number
    }

    private static func earliestDate(in paper: Paper) -> Candidate? {
        let matches = DateText.all(in: paper.scan)
        guard Set(matches.map(\.date)).count >= 2, let first = matches.min(by: { $0.date < $1.date }) else {
            return nil
        }
        let weight = first.form == .repaired ? 0.75 : 0.85
        return Candidate(first.date.iso, in: paper.passage, at: first.range, strength: weight)
    }

    private static func name(_ labelled: Candidate?, zone: MachineReadableZone, in paper: Paper) -> Candidate? {
        if let labelled { return zone.bears(labelled.value) ? labelled.confirmed(by: 0.4) : labelled }
        for line in paper.passage.lines {
            let text = paper.scan.printed(line.range)
            guard HeadingFinder.isCapital(text),
                let candidate = NameReader.candidate(in: line.range, strength: 0.85, paper: paper),
                PersonName.beginsWithFamilyName(candidate.value)
            else { continue }
            if zone.bears(candidate.value) { return candidate.confirmed(by: 0.5) }
        }
        return nil
    }
}

/// The machine-readable lines as recognition, which was trained on Vietnamese text, reads them.
struct MachineReadableZone: Sendable {
    /// Where the first line's number stands.
    var idRange: Range<Int>?
    /// The number of 12 digits at the end of the first line.
    var idDigits: String?
    /// Year, month and day of birth, two digits each, when their check digit is right.
    var birthDigits: String?
    /// The letters of the name line, folded.
    private var nameLetters: String?

    init(_ paper: Paper) {
        for index in paper.passage.lines.indices {
            let text = paper.passage.text(ofLine: index).filter { $0 != " " }
            guard text.count(where: { $0 == "<" }) >= 2, text.count >= 20 else { continue }
            if text.uppercased().contains("VNM"), let marks = text.firstIndex(of: "<"), idDigits == nil,
                text[..<marks].count >= 20
            {
                idDigits = String(text[..<marks].suffix(12))
            } else if text.prefix(6).allSatisfy(\.isNumber) {
                birthDigits = Self.checked(text)
            } else if text.contains("<<") {
                nameLetters = String(Folding.folded(text).filter { $0.isLetter || $0.isNumber })
            }
        }
    }

    /// Whether the name line spells the name, but for two letters.
    func bears(_ name: String) -> Bool {
        guard let nameLetters else { return false }
        return EditDistance.isWithin(2, Folding.folded(name).filter { $0 != " " }, nameLetters)
    }

    /// The first six digits when the seventh is their check digit: weights 7, 3, 1, sum modulo 10.
    private static func checked(_ line: String) -> String? {
        let digits = line.prefix(7).compactMap(\.wholeNumberValue)
        guard digits.count == 7 else { return nil }
        let sum = zip(digits, [7, 3, 1, 7, 3, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return sum % 10 == digits[6] ? String(line.prefix(6)) : nil
    }
}
