/// Bands of columns further down the page.
extension PageLayout {
    /// From the row of `Nơi nhận` on: recipients on the left, then the signature on the right, as long as a gutter runs
    /// between them (Decree 30/2020/NĐ-CP, annex I: fields 9 and 7).
    func recipients(at row: Int) -> Band? {
        guard let key = rows[row].segments.first?.key else { return nil }
        let words = key.split { !$0.isLetter && !$0.isNumber }
        guard words.count >= 2, words[0] == "noi" || words[0] == "n0i", words[1] == "nhan" else { return nil }
        guard let band = run(from: row, within: 0.25...0.75, narrowest: 0.8).map(withoutFoot), band.rows.count >= 2
        else {
            return nil
        }
        return band
    }

    /// The band without what stands alone and far below the recipients: the address of the agency at the foot of its
    /// letters.
    private func withoutFoot(_ band: Band) -> Band {
        var band = band
        while let last = band.rows.last, last > band.rows.lowerBound, let cut = band.cuts.first,
            rows[last].segments.allSatisfy({ $0.middle < cut && !$0.isListed }),
            let before = rows[band.rows.dropLast()].last(where: { $0.segments.contains { $0.middle < cut } }),
            rows[last].top - before.bottom > 3 * wordHeight
        { band.rows = band.rows.dropLast() }
        return band
    }

    /// The blocks of two or three people who sign beside each other: from the row of what they are down to their names.
    func signers(at row: Int) -> Band? {
        let titles = rows[row].segments
        guard let band = titles.count == 3 ? threeSigners(at: row) : twoSigners(at: row) else { return nil }
        // Tables, and columns of prose, go on for longer.
        return band.rows.count >= 2 && columns(of: band).allSatisfy { (2...5).contains($0.count) } ? band : nil
    }

    private func twoSigners(at row: Int) -> Band? {
        let titles = rows[row].segments
        guard titles.count == 2, titles.allSatisfy(\.isTitle), titles[1].middle - titles[0].middle > 0.25 * width else {
            return nil
        }
        return run(from: row, within: 0.3...0.75, narrowest: 2)
    }

    private func threeSigners(at row: Int) -> Band? {
        let titles = rows[row].segments
        guard titles.allSatisfy(\.isTitle) || titles.allSatisfy(\.isRole),
            zip(titles, titles.dropFirst()).allSatisfy({ $1.middle - $0.middle > 0.2 * width })
        else { return nil }
        let cuts = zip(titles, titles.dropFirst()).map { ($0.right + $1.left) / 2 }
        let end = (row..<rows.count).first { !isApart(rows[$0], by: cuts) } ?? rows.count
        return Band(rows: row..<end, cuts: cuts)
    }

    /// Whether every segment of a row keeps off the cuts.
    private func isApart(_ row: Row, by cuts: [Double]) -> Bool {
        row.segments.allSatisfy { segment in
            cuts.allSatisfy { segment.right < $0 - 0.5 * wordHeight || segment.left > $0 + 0.5 * wordHeight }
        }
    }

    /// Text set in two columns: a gutter through at least eight rows, and on both sides mostly one line a row that is
    /// longer than a third of the page. Tables have several short ones.
    func columns(at row: Int) -> Band? {
        guard let band = run(from: row, within: 0.3...0.7, narrowest: 0.6), band.rows.count >= 8 else { return nil }
        let cut = band.cuts[0]
        let isProse = isColumnOfProse(band) { $0.middle < cut } && isColumnOfProse(band) { $0.middle >= cut }
        return isProse ? band : nil
    }

    private func isColumnOfProse(_ band: Band, where isInside: (Segment) -> Bool) -> Bool {
        let sides = rows[band.rows].map { $0.segments.filter(isInside) }.filter { !$0.isEmpty }
        let widths = sides.map { side in (side.map(\.right).max() ?? 0) - (side.map(\.left).min() ?? 0) }
        let single = sides.count { $0.count == 1 }
        return Double(sides.count) >= 0.6 * Double(band.rows.count)
            && widths.middleValue > 0.34 * width
            && Double(single) > 0.8 * Double(sides.count)
    }
}

extension PageLayout.Segment {
    /// Whether it is one of a list, as recipients are.
    fileprivate var isListed: Bool { line.text.first.map { "-–—+•".contains($0) } ?? false }

    /// What somebody who signs is, in lower case.
    fileprivate var isRole: Bool {
        let words = key.split { !$0.isLetter && !$0.isNumber }
        guard (2...7).contains(words.count), let first = words.first else { return false }
        return ["nguoi", "dai", "ben", "chi", "thu", "ke", "giam", "can", "truong", "pho", "chu"].contains(first)
            && line.text.first?.isUppercase == true && !line.text.contains(":")
    }

    /// A few words in capitals.
    fileprivate var isTitle: Bool {
        let letters = line.text.filter(\.isLetter)
        return line.words.count <= 7 && letters.count >= 4
            && 10 * letters.count(where: \.isUppercase) >= 8 * letters.count
    }
}
