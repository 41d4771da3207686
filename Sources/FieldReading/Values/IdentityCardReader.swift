import VietnameseText

/// Reads an identity card from its code and its machine-readable lines.
enum IdentityCardReader {
    /// The card's QR code: `number|old number|name|ddMMyyyy|sex|address|ddMMyyyy of issue`.
    struct Payload: Sendable {
        var page: Int
        var number: CitizenNumber
        var name: String
        var birthDate: CivilDate
        var address: String
        var issued: CivilDate?
    }

    /// The first barcode that is a card's and whose parts are all plausible.
    static func payload(in paper: Paper) -> Payload? {
        paper.barcodes.lazy.compactMap { parse($0.payload, page: $0.page) }.first
    }

    /// The day of issue as the code has it.
    static func issueDate(in paper: Paper) -> Candidate? {
        payload(in: paper).flatMap { card in
            card.issued.map { Candidate(value: $0.iso, confidence: 99, page: card.page) }
        }
    }

    /// The parts of a card's code; `nil` for any other code.
    static func parse(_ text: String, page: Int) -> Payload? {
        guard text.utf8.count <= 1_000 else { return nil }
        let parts = Folding.composed(text).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6, let number = CitizenNumber(parts[0]), number.digits.utf8.count == 12,
            PersonName.isPlausible(PersonName.titled(parts[2])), let birth = date(parts[3])
        else { return nil }
        return Payload(
            page: page, number: number, name: PersonName.titled(parts[2]), birthDate: birth, address: parts[5],
            issued: parts.count > 6 ? date(parts[6]) : nil)
    }

    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8, let day = Int(text.prefix(2)), let month = Int(text.dropFirst(2).prefix(2)),
            let year = Int(text.suffix(4))
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}
