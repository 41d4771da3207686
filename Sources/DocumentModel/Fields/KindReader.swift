import VietnameseText

/// Tells the kind of a paper: by its heading, else by what only that kind prints.
enum KindReader {
    /// The kind and how sure it is, 0 to 100.
    static func read(_ paper: Paper) -> (kind: PaperKind, confidence: Double)? {
        if IdentityCardReader.payload(in: paper) != nil { return (.identityCard, 98) }
        if let heading = paper.heading {
            let source = paper.passage.source(of: heading.range)
            let confidence = heading.strength * (100 - 0.2 * (100 - (source?.confidence ?? 100)))
            return (heading.kind, confidence)
        }
        if let kind = traced(in: paper) { return (kind, 80) }
        return isLetter(paper) ? (.officialLetter, 75) : nil
    }

    /// Phrases of which at least two tell a kind whose heading was not read.
    private static let traces: [(PaperKind, [String])] = [
        (
            .identityCard,
            [
                "full name", "date of birth", "place of origin", "place of residence", "co gia tri den", "quoc tich",
                "idvnm",
            ]
        ),
        (.receipt, ["nguoi nop tien", "nguoi thu tien", "viet bang chu", "ten loai phi", "lien 2"]),
        (.birthCertificate, ["nguoi me", "nguoi cha", "nguoi di khai sinh", "noi dang ky khai sinh"]),
        (.application, ["nguoi lam don", "toi lam don", "kinh de nghi", "toi xin cam doan"]),
        (.declaration, ["nguoi khai", "toi cam doan nhung noi dung khai", "doi tuong nop ho so"]),
        (.businessCertificate, ["ma so ho kinh doanh", "ten ho kinh doanh", "von kinh doanh", "dang ky lan dau"]),
        (.landExtract, ["so thu tu thua dat", "so hieu dinh", "ban ve thua dat", "ten nguoi su dung dat"]),
        (.contract, ["ben chuyen nhuong", "ben nhan chuyen nhuong", "gia chuyen nhuong", "ben b thanh toan"]),
        (.map, ["nguoi do ve", "nguoi kiem tra", "chu su dung dat", "to ban do so"]),
        (.decision, ["quyet dinh nay", "chiu trach nhiem thi hanh"]),
        (.minutes, ["bien ban lap xong", "nguoi ghi bien ban"]),
    ]

    private static func traced(in paper: Paper) -> PaperKind? {
        let counted = traces.map { kind, phrases in (kind, phrases.count { paper.scan.contains($0) }) }
        let ranked = counted.sorted { $0.1 > $1.1 }
        guard ranked.count > 1, ranked[0].1 >= 2, ranked[0].1 > ranked[1].1 else { return nil }
        return ranked[0].0
    }

    /// An official letter has a number, an addressee and no name of a kind.
    private static func isLetter(_ paper: Paper) -> Bool {
        guard let first = paper.firstLabel(.addressee),
            let line = paper.passage.lineIndex(at: paper.labels[first].range.lowerBound)
        else { return false }
        return line < 16
            && DocumentNumber.all(in: paper.scan).first.map {
                $0.range.lowerBound < paper.labels[first].range.lowerBound
            } ?? false
    }
}
