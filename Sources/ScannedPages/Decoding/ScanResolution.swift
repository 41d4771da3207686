/// The resolution of a page: the file's own when it gives a plausible paper size, else one guessed from paper sizes.
struct ScanResolution: Equatable {
    /// Dots per inch, after ``scaleX`` and ``scaleY`` have made it the same both ways.
    var dpi: Int
    var isEstimated: Bool
    /// Factor across that makes pixels square; 1 but for fax pages.
    var scaleX = 1.0
    /// Factor down that makes pixels square; 1 but for fax pages.
    var scaleY = 1.0

    /// A sheet in millimetres, short side first, and how much less likely it is than A4.
    private struct Paper {
        var short: Double
        var long: Double
        var handicap: Double
    }

    /// ISO 216, ISO/IEC 7810 ID-1 and the sizes of North American scanners' defaults.
    private static let papers = [
        Paper(short: 210, long: 297, handicap: 0),
        Paper(short: 297, long: 420, handicap: 0.002),
        Paper(short: 148, long: 210, handicap: 0.002),
        Paper(short: 215.9, long: 279.4, handicap: 0.004),
        Paper(short: 215.9, long: 355.6, handicap: 0.004),
        Paper(short: 53.98, long: 85.6, handicap: 0.004),
        Paper(short: 105, long: 148, handicap: 0.006),
        Paper(short: 420, long: 594, handicap: 0.006),
    ]

    /// What scanners offer, and how much less usual it is than 300.
    private static let scannerSettings: [(dpi: Double, handicap: Double)] = [
        (300, 0), (200, 0.002), (600, 0.004), (150, 0.006), (400, 0.006), (240, 0.008), (100, 0.01), (1200, 0.01),
    ]

    /// Resolutions outside this range are none that a document scanner delivers.
    static let plausible = 72.0...1300.0

    /// Ratios of the resolutions across and down beyond this, or its inverse, make no sense.
    private static let maxAspect = 4.0
    /// What software writes that knows nothing: 72 and 96, give or take what rounding to metres does.
    private static let maxDefault = 97.0
    /// Plans that come from a roll are scanned at this resolution at least; cameras that know nothing state less.
    private static let minOfRolls = 150.0
    /// Millimetres of the longest side that is believed of such a plan.
    private static let longestRoll = 5000.0
    /// Millimetres of the longest side that is believed of a page of so few dots per inch: A3.
    private static let longestOfDefault = 450.0

    /// Judges what a file states for a page of that many pixels.
    ///
    /// - Parameters:
    ///   - aspect: how much denser the dots lie across than down, where that is known alone.
    ///   - reduction: how many times more pixels an inch the file has, where it is read smaller.
    init(
        stated: (x: Double, y: Double)?, aspect: Double? = nil, width: Int, height: Int, reduction: Double = 1
    ) {
        if let stated, Self.isPlausible(stated, width: width, height: height, reduction) {
            self.init(certain: stated)
        } else {
            self.init(guessedFor: width, height, aspect: aspect ?? stated.map { $0.x / $0.y })
        }
    }

    /// Judges the resolution that a picture has on the page of a PDF: the page's size counts, but for pages that are as
    /// many points as their picture has pixels, which is what software does that knows no size.
    init(onPage stated: (x: Double, y: Double), width: Int, height: Int, reduction: Double = 1) {
        let isCredible = Self.isCredible(
            max(stated.x, stated.y) * reduction, across: Double(width) / stated.x * 25.4,
            down: Double(height) / stated.y * 25.4)
        if Self.onPages.contains(stated.x), Self.onPages.contains(stated.y), isCredible {
            self.init(certain: stated)
        } else {
            self.init(guessedFor: width, height, aspect: stated.x / stated.y)
        }
    }

    /// The resolution at which something was drawn.
    init(drawn dpi: Int) {
        self.dpi = dpi
        isEstimated = false
    }

    /// Whether a picture of so many dots per inch fills a sheet of so many millimetres because that is the sheet's size.
    static func isCredible(_ dpi: Double, across: Double, down: Double) -> Bool {
        let sides = [across, down].sorted()
        return dpi > maxDefault || sides[1] <= longestOfDefault || isSheet(sides)
    }

    /// Resolutions that pictures can have on pages of a PDF.
    private static let onPages = 10.0...10_000.0

    /// Large sheets by ISO 216 in millimetres.
    private static let largeSheets = [
        (420.0, 594.0), (594, 841), (841, 1189), (1189, 1682), (353, 500), (500, 707), (707, 1000), (1000, 1414),
    ]

    private static func isSheet(_ sides: [Double]) -> Bool {
        largeSheets.contains { abs(sides[0] / $0.0 - 1) <= 0.01 && abs(sides[1] / $0.1 - 1) <= 0.01 }
    }

    private init(certain stated: (x: Double, y: Double)) {
        let larger = max(stated.x, stated.y)
        dpi = Int(larger.rounded())
        isEstimated = false
        // Fine fax has 196 lines down for 204 dots across; less of a difference is rounding.
        if min(stated.x, stated.y) < larger * 0.985 {
            scaleX = larger / stated.x
            scaleY = larger / stated.y
        }
    }

    private init(guessedFor width: Int, _ height: Int, aspect: Double?) {
        if let aspect, (1 / Self.maxAspect...Self.maxAspect).contains(aspect), abs(aspect - 1) > 0.015 {
            (scaleX, scaleY) = aspect > 1 ? (1, aspect) : (1 / aspect, 1)
        }
        let sides = [Double(width) * scaleX, Double(height) * scaleY]
        dpi = Self.estimate(short: min(sides[0], sides[1]), long: max(sides[0], sides[1]))
        isEstimated = true
    }

    private static func isPlausible(
        _ stated: (x: Double, y: Double), width: Int, height: Int, _ reduction: Double
    ) -> Bool {
        guard plausible.contains(stated.x * reduction), plausible.contains(stated.y * reduction) else { return false }
        // Fax at its coarsest has half as many lines down as dots across.
        guard max(stated.x, stated.y) <= 2.2 * min(stated.x, stated.y) else { return false }
        let sides = [Double(width) / stated.x * 25.4, Double(height) / stated.y * 25.4].sorted()
        let finest = max(stated.x, stated.y) * reduction
        let longest = finest <= maxDefault ? longestOfDefault : finest < minOfRolls ? 1300 : longestRoll
        return sides[0] >= 20 && sides[1] <= longest
    }

    private static func estimate(short: Double, long: Double) -> Int {
        var best = (dpi: 0.0, error: 0.04)
        for paper in papers {
            for setting in scannerSettings {
                let error = max(
                    abs(short / (paper.short / 25.4 * setting.dpi) - 1),
                    abs(long / (paper.long / 25.4 * setting.dpi) - 1))
                let total = error + paper.handicap + setting.handicap
                if error < 0.03, total < best.error { best = (setting.dpi, total) }
            }
        }
        if best.dpi > 0 { return Int(best.dpi) }
        // A photograph or a cut-out: taken to be as large as A4 on the side that fills it.
        let guess = max(short / 210, long / 297) * 25.4
        return Int(min(max(guess, plausible.lowerBound), plausible.upperBound).rounded())
    }
}
