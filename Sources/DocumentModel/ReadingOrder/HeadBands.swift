import VietnameseText

/// Heads of pages: the national heading of administrative papers and the three parts of a receipt's head.
extension PageLayout {
    /// The rows of the agency's name on the left and `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` on the right, down to the row
    /// of number and date: two blocks, each read to its end (Decree 30/2020/NĐ-CP, annex I: fields 1 and 2).
    func nationalHeading() -> Band? {
        for first in rows.indices.prefix(6) {
            guard let motto = rows[first].segments.first(where: { Self.isNationalName($0.key) }) else { continue }
            let cut = motto.left - 0.3 * wordHeight
            let band = Band(rows: first..<endOfHeading(from: first, cut: cut), cuts: [cut])
            return motto.left > left + 0.25 * width && isAgencyName(leftOf: band) ? band : nil
        }
        return nil
    }

    private static func isNationalName(_ key: String) -> Bool {
        ["cong ho", "con ho", "hoa xa", "chu nghia", "viet nam"].contains { key.contains($0) }
    }

    /// The row of the number, or of the date where the agency's name does not go on beside it.
    private func endOfHeading(from first: Int, cut: Double) -> Int {
        let limit = min(rows.count, first + 6)
        return (first + 1..<max(limit, first + 1)).first { row in
            let agency = rows[row].segments.filter { $0.middle < cut }
            if agency.contains(where: { Self.isNumberOrDate($0.key) }) { return true }
            let isDated = rows[row].segments.contains { Self.isNumberOrDate($0.key) }
            return isDated && !agency.contains(where: \.isInCapitals)
        } ?? limit
    }

    /// `Số: 12/QĐ-UBND`, also misread as S6, Só, So; or a date in words.
    private static func isNumberOrDate(_ key: String) -> Bool {
        let words = key.split { !$0.isLetter && !$0.isNumber }
        return words.first == "so" || words.first == "s6" || words.contains("ngay") || words.contains("thang")
    }

    /// Whether what stands left of the national name is nearly all in capitals, as names of agencies are.
    private func isAgencyName(leftOf band: Band) -> Bool {
        let words = rows[band.rows].flatMap(\.segments).filter { $0.middle < band.cuts[0] }.flatMap(\.line.words)
        let capitals = words.filter { $0.text.count > 1 && $0.text.allSatisfy { $0.isLetter && $0.isUppercase } }
        return capitals.count >= 2 && Double(capitals.count) >= 0.6 * Double(words.count)
    }

    /// The rows from the top through which two gutters run, with at least two lines in each of three columns: issuer,
    /// title and serial number of a receipt.
    func receiptHead() -> Band? {
        var found: Band?
        for end in 1...9 where end <= rows.count {
            let open = gutters(in: 0..<end, from: left, to: right).filter {
                $0.width > 1.5 * wordHeight && $0.start > left + 0.08 * width && $0.end < right - 0.03 * width
            }
            let band = Band(rows: 0..<end, cuts: open.map(\.middle))
            guard open.count >= 2, isAligned(band) else { break }
            found = band
        }
        guard let found, found.rows.count >= 3 else { return nil }
        return columns(of: found).count { $0.count >= 2 } >= 3 ? found : nil
    }

    /// Whether the lines of each column have their left edges, middles or right edges below each other. Where the form
    /// below the head begins they no longer have.
    private func isAligned(_ band: Band) -> Bool {
        columns(of: band).allSatisfy { column in
            [column.map(\.left), column.map(\.middle), column.map(\.right)].contains { places in
                (places.max() ?? 0) - (places.min() ?? 0) <= 1.2 * wordHeight
            }
        }
    }
}

extension PageLayout.Segment {
    /// Whether nearly all letters are capitals.
    fileprivate var isInCapitals: Bool {
        let letters = line.text.filter(\.isLetter)
        return letters.count >= 3 && 10 * letters.count(where: \.isUppercase) >= 8 * letters.count
    }
}
