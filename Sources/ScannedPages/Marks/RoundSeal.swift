import DocumentModel

/// A ring of 24 to 44 mm with nothing close around it: the seal of an office.
///
/// Sizes: Circular 07/2010/TT-BCA has seals of 28 to 42 mm; copies may be reduced.
struct RoundSeal: Hashable {
    /// Centre and radius in pixels of the sheet.
    var x: Int
    var y: Int
    var radius: Int
    /// Share of the directions in which the ring is there, 0 to 1.
    var ring: Double
    /// Share of the directions in which ink stands just outside the ring, 0 to 1.
    var outside: Double
    /// Share of the ring's ink that is red, 0 to 1.
    var red: Double

    var box: PixelBox { PixelBox(x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius) }

    /// How much the ring stands out from what is about it, 0 to 1.
    var contrast: Double { ring - outside }
}

extension RoundSeal {
    /// The rings of a page that may be seals. Of those that overlap only the clearest counts.
    static func found(on sheet: MarkSheet) -> [RoundSeal] {
        let radii = Int(12 * sheet.millimetre)...Int(22 * sheet.millimetre)
        guard sheet.width > 2 * radii.lowerBound, sheet.height > 2 * radii.lowerBound else { return [] }
        var seals: [RoundSeal] = []
        for centre in CentreVotes(of: sheet, radii: radii).peaks() {
            guard let seal = RingWindow(of: sheet, around: centre, radii: radii).clearestRing() else { continue }
            if let rival = seals.firstIndex(where: { $0.overlaps(seal) }) {
                if seal.contrast > seals[rival].contrast { seals[rival] = seal }
            } else {
                seals.append(seal)
            }
        }
        return seals
    }

    private func overlaps(_ other: RoundSeal) -> Bool {
        let (dx, dy) = (x - other.x, y - other.y)
        let reach = radius + other.radius
        return dx * dx + dy * dy < reach * reach
    }
}
