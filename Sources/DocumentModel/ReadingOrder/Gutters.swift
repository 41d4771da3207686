/// White strips that run down through several rows.
extension PageLayout {
    /// A strip without print, from left to right.
    struct Gutter: Equatable {
        var start: Double
        var end: Double

        var middle: Double { (start + end) / 2 }
        var width: Double { end - start }
    }

    /// The strips within bounds that no segment of the rows enters.
    func gutters(in rows: Range<Int>, from start: Double, to end: Double) -> [Gutter] {
        var free = [Gutter(start: start, end: end)]
        for segment in self.rows[rows].flatMap(\.segments) { free = free.flatMap { $0.without(segment) } }
        return free
    }

    /// The longest run of rows from a row on that one gutter passes through, and that gutter.
    ///
    /// - Parameters:
    ///   - share: where on the page's width the gutter may run, 0 to 1.
    ///   - narrowest: its least width in word heights.
    func run(from first: Int, within share: ClosedRange<Double>, narrowest: Double) -> Band? {
        var found: Band?
        var end = first + 1
        while end <= rows.count {
            let widest = gutters(
                in: first..<end, from: left + share.lowerBound * width, to: left + share.upperBound * width
            ).filter { $0.width >= narrowest * wordHeight }.max { $0.width < $1.width }
            guard let widest else { break }
            found = Band(rows: first..<end, cuts: [widest.middle])
            end += 1
        }
        return found
    }
}

extension PageLayout.Gutter {
    fileprivate func without(_ segment: PageLayout.Segment) -> [PageLayout.Gutter] {
        if segment.right <= start || segment.left >= end { return [self] }
        var rest: [PageLayout.Gutter] = []
        if segment.left > start { rest.append(PageLayout.Gutter(start: start, end: segment.left)) }
        if segment.right < end { rest.append(PageLayout.Gutter(start: segment.right, end: end)) }
        return rest
    }
}
