import VietnameseText

/// What a paper says about the person whom it concerns.
struct PersonFields: Sendable {
    var name: Candidate?
    var idNumber: Candidate?
    var birthDate: Candidate?
    var address: Candidate?
}

/// Reads the person from labels: the first name label whose value can be a name opens that person's section; the next
/// person's label closes it.
enum LabelledPersonReader {
    static func read(_ paper: Paper) -> PersonFields {
        var fields = PersonFields()
        guard let (opening, name) = firstName(in: paper) else { return fields }
        fields.name = name
        let closing = paper.labels.indices.first { $0 > opening && closesSection($0, of: name, in: paper) }
        let section = (opening + 1)..<(closing ?? paper.labels.count)
        fields.birthDate = section.lazy.compactMap { birthDate($0, in: paper) }.first
        fields.address = section.lazy.compactMap { address($0, in: paper) }.first
        fields.idNumber = section.lazy.compactMap { idNumber($0, in: paper) }.first
        // An identity card states the number above the name.
        fields.idNumber = fields.idNumber ?? (0..<opening).lazy.compactMap { idNumber($0, in: paper) }.last
        return fields
    }

    private static func firstName(in paper: Paper) -> (label: Int, name: Candidate)? {
        for index in paper.labels.indices where paper.labels[index].meaning.isName {
            if let name = NameReader.labelled(index, in: paper) { return (index, name) }
        }
        return nil
    }

    /// Another person's label, or a name label with another name.
    private static func closesSection(_ index: Int, of name: Candidate, in paper: Paper) -> Bool {
        switch paper.labels[index].meaning {
        case .otherPerson: return true
        case .name, .holder:
            let next = NameReader.labelled(index, in: paper)
            return next.map { Folding.folded($0.value) != Folding.folded(name.value) } ?? true
        default: return false
        }
    }

    private static func birthDate(_ index: Int, in paper: Paper) -> Candidate? {
        guard paper.labels[index].meaning == .birthDate else { return nil }
        let range = paper.valueRange(after: index)
        return DateReader.candidate(in: range, strength: 0.97 * paper.labels[index].strength, paper: paper)
    }

    private static func address(_ index: Int, in paper: Paper) -> Candidate? {
        paper.labels[index].meaning.isAddress ? AddressReader.labelled(index, in: paper) : nil
    }

    private static func idNumber(_ index: Int, in paper: Paper) -> Candidate? {
        guard paper.labels[index].meaning == .idNumber else { return nil }
        return IDNumberReader.candidate(
            in: paper.valueRange(after: index), strength: 0.97 * paper.labels[index].strength, paper: paper)
    }
}

/// Reads the person from running text: `ông Lưu Đức Tiệp, sinh ngày …, căn cước số …, thường trú tại …`.
enum RunningPersonReader {
    /// - Parameter offsets: where the person may be mentioned first.
    static func read(_ paper: Paper, in offsets: Range<Int>) -> PersonFields {
        var fields = PersonFields()
        let mentions = NameReader.mentions(in: paper, offsets: offsets)
        guard let first = mentions.first else { return fields }
        fields.name = first.candidate
        let end = min(mentions.dropFirst().first?.range.lowerBound ?? paper.scan.count, first.range.upperBound + 400)
        let section = first.range.upperBound..<max(first.range.upperBound, end)
        fields.birthDate = after(birthPhrases, in: section, paper: paper) { range in
            DateReader.candidate(in: range.prefix(30), strength: 0.95, paper: paper)
        }
        fields.idNumber = after(idPhrases, in: section, paper: paper) { range in
            IDNumberReader.candidate(in: range.prefix(30), strength: 0.95, paper: paper)
        }
        fields.address = after(addressPhrases, in: section, paper: paper) { range in
            AddressReader.running(from: range.lowerBound, limit: range.upperBound, in: paper)
        }
        return fields
    }

    private static let birthPhrases = ["sinh ngay", "sinh nam", "ngay sinh"]
    private static let idPhrases = [
        "can cuoc cong dan so", "can cuoc so", "so can cuoc cong dan", "so can cuoc", "cccd so", "cmnd so", "so cccd",
        "so dinh danh ca nhan", "so dinh danh", "chung minh nhan dan so", "cccd", "cmnd",
    ]
    private static let addressPhrases = [
        "thuong tru tai", "noi thuong tru", "dia chi thuong tru", "ho khau thuong tru tai", "ho khau thuong tru",
        "cu tru tai", "dang ky thuong tru tai", "tru tai", "noi cu tru", "dia chi", "thuong tru",
    ]

    /// The first value behind any of the phrases, in the order of the phrases.
    private static func after(
        _ phrases: [String], in section: Range<Int>, paper: Paper, read: (Range<Int>) -> Candidate?
    ) -> Candidate? {
        for phrase in phrases {
            let pattern = Array(phrase.utf8)
            for start in section where paper.scan.isWordStart(start) && paper.scan.matches(pattern, at: start) {
                var value = start + pattern.count
                while value < section.upperBound, [0x20, 0x3A, 0x2C].contains(paper.scan.bytes[value]) { value += 1 }
                if let candidate = read(value..<max(value, section.upperBound)) { return candidate }
            }
        }
        return nil
    }
}
