import CLeptonica

/// Large parts of a page that are darker than its paper without having strokes: photographs, tinted areas.
enum MiddleTones {
    /// Share of the page, without its outermost centimetre, that is clearly darker than its paper; 0 for pages in black
    /// and white, whose photographs are dots, and when memory does not suffice.
    static func share(of pix: borrowing Pix, dpi: Int) -> Double {
        guard pix.depth != 1, let small = GrayView.reduced(pix, by: max(1, Double(dpi) / resolution)),
            let view = GrayView(of: small, reduction: 1)
        else { return 0 }
        let border = min(Int(resolution / 2.54), min(view.width, view.height) / 8)
        let values = view.withRows { rows -> [UInt8] in
            guard let rows else { return [] }
            return (border..<max(border, view.height - border)).flatMap { y in
                (border..<max(border, view.width - border)).map { rows[y * view.width + $0] }
            }
        }
        guard !values.isEmpty else { return 0 }
        let paper = Double(values.sorted()[values.count * 9 / 10])
        return Double(values.count { Double($0) < 0.8 * paper }) / Double(values.count)
    }

    /// Dots per inch: coarse enough for print to become a gray that is hardly darker than paper.
    private static let resolution = 12.5
}
