import DocumentModel
import ScannedPages

/// A page made ready for reading: turned, deskewed, its ground white, ruled lines and leaders out, its lines found.
struct CleanedPage: ~Copyable {
    /// 8-bit gray, deskewed; what the network reads from.
    let picture: Pix
    /// Resolution of ``picture`` in dots per inch.
    let dpi: Int
    /// Skew that was undone, degrees, clockwise.
    let skew: Double
    /// The lines of print in ``picture``.
    let lines: [FoundLine]
    /// The connected pieces of ink in ``picture`` without rules and leaders.
    let components: [PixelBox]

    /// - Parameter gray: the page in 8-bit gray, text about horizontal.
    init(gray: borrowing Pix, dpi: Int) throws(ImageOperationFailed) {
        let found = try gray.ink(darkerThan: Self.inkThreshold).skewOfLines() ?? 0
        let skew = abs(found) > Self.leastSkew ? found : 0
        let picture = try skew == 0 ? gray.copied() : gray.deskewed(by: skew)
        var ink = try picture.ink(darkerThan: Self.inkThreshold)
        let rules = try ink.ruledLines(dpi: dpi)
        if !rules.isEmpty {
            try picture.whiten(under: rules)
            ink = try ink.removing(rules)
        }
        var components = try ink.inkComponents()
        if let height = LineFinder.medianLetterHeight(of: components, dpi: dpi) {
            let leaders = Leaders(letterHeight: height).indices(in: components)
            picture.whiten(leaders.map { components[$0] }, margin: 1)
            components = components.removing(at: leaders)
        }
        lines = LineFinder(components: components, dpi: dpi)?.lines() ?? []
        self.dpi = dpi
        self.skew = skew
        self.components = components
        self.picture = picture
    }

    /// Gray below this is ink when pieces are looked for; 130 to 160 do equally well on cleaned pages.
    static let inkThreshold = 150
    /// A skew below this does the reader no harm, while turning a page by it blurs and costs time.
    static let leastSkew = 0.2
}

extension Array {
    /// The elements whose indices are not in an ascending list.
    func removing(at indices: [Int]) -> [Element] {
        var kept: [Element] = []
        kept.reserveCapacity(count - indices.count)
        var next = indices.startIndex
        for (index, element) in enumerated() {
            if next < indices.endIndex, indices[next] == index { next += 1 } else { kept.append(element) }
        }
        return kept
    }
}
