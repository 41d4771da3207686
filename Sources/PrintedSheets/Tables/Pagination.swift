/// Cuts the rows of a table into pages.
struct Pagination: Sendable {
    /// Room for rows on the first page, in millimetres.
    var first: Double
    /// Room for rows on each further page.
    var following: Double
    /// What a page takes that brings sums forward from the one before, and again one that hands them on.
    var carried: Double
    /// What stands below the last row.
    var closing: Double

    /// Rows that a page with only them and the closing gets, where there are as many.
    private static let rowsWithClosing = 2

    /// Whether rows and closing stand together on the first page.
    func fitsOnePage(_ heights: [Double]) -> Bool { heights.reduce(closing, +) <= first }

    /// The rows of each page, in order; at least one page. A page with only the closing comes when that is larger than
    /// what its last row leaves.
    func pages(of heights: [Double]) -> [Range<Int>] {
        var pages: [Range<Int>] = []
        var next = 0
        // From here to the end, so that whether all the rest fits is seen at once.
        var left = heights.reduce(0, +)
        while true {
            let room = pages.isEmpty ? first : following - carried
            if left + closing <= room { return pages + [next..<heights.count] }
            var end = next
            var taken = 0.0
            while end < heights.count, taken + heights[end] <= room - carried || end == next {
                taken += heights[end]
                end += 1
            }
            // The closing never stands alone where rows can go with it.
            if end == heights.count {
                let kept = max(1, end - next - Self.rowsWithClosing)
                while end - next > kept {
                    end -= 1
                    taken -= heights[end]
                }
            }
            // Nothing that could still be moved: the closing takes what room there is.
            if end == next { return pages + [next..<heights.count] }
            pages.append(next..<end)
            left -= taken
            next = end
        }
    }
}
