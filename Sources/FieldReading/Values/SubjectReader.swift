import VietnameseText

/// Chooses how the person whom the paper concerns is found, by the kind of paper.
enum SubjectReader {
    static func read(_ paper: Paper) -> PersonFields {
        if let card = IdentityCardReader.payload(in: paper) { return fields(of: card) }
        switch paper.kind?.name {
        case "danh_sach": return PersonFields()
        case "quyet_dinh", "nghi_quyet": return RunningPersonReader.read(paper, in: orders(in: paper))
        case "hop_dong", "giay_uy_quyen":
            let running = RunningPersonReader.read(paper, in: parties(in: paper))
            return running.name == nil ? LabelledPersonReader.read(paper) : running
        case "bien_ban": return party(in: paper)
        case "cccd": return CardTextReader.complete(LabelledPersonReader.read(paper), in: paper)
        default: return LabelledPersonReader.read(paper)
        }
    }

    private static func fields(of card: IdentityCardReader.Payload) -> PersonFields {
        // The code carries its own error correction and was checked part by part.
        func certain(_ value: String) -> Candidate { Candidate(value: value, confidence: 99, page: card.page) }
        return PersonFields(
            name: certain(card.name), idNumber: certain(card.number.digits), birthDate: certain(card.birthDate.iso),
            address: card.address.isEmpty ? nil : certain(card.address))
    }

    /// A decision names the person in its articles.
    private static func orders(in paper: Paper) -> Range<Int> {
        let start = paper.scan.occurrences(of: "dieu 1").first?.lowerBound ?? paper.heading?.range.upperBound ?? 0
        return start..<paper.scan.count
    }

    /// A contract begins with its parties.
    private static func parties(in paper: Paper) -> Range<Int> {
        let start = paper.heading?.range.upperBound ?? 0
        return start..<max(start, min(paper.scan.count, start + 2_500))
    }

    /// Minutes list who was present; the person concerned is named by a role.
    private static func party(in paper: Paper) -> PersonFields {
        let start = paper.heading?.range.upperBound ?? 0
        for mention in NameReader.mentions(in: paper, offsets: start..<paper.scan.count) {
            let end = paper.passage.lineEnd(at: mention.range.lowerBound)
            let rest = paper.scan.folded(mention.range.upperBound..<max(mention.range.upperBound, end))
            guard roles.contains(where: rest.contains) else { continue }
            return PersonFields(name: mention.candidate)
        }
        return PersonFields()
    }

    static let roles = [
        "chu su dung dat", "nguoi su dung dat", "nguoi de nghi", "chu ho", "nguoi vi pham", "duong su", "nguoi yeu cau",
        "chu dau tu", "nguoi nop ho so", "chu dat",
    ]
}
