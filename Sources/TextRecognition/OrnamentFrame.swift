import DocumentModel

/// Finds the ornament of a framed paper, as certificates have it: strips of small pieces, one close to the next, down
/// both sides of the page and across its top and bottom.
///
/// Read as print, rings and leaves become rows of O and columns of figures beside every line.
enum OrnamentFrame {
    /// Indices of the pieces that belong to the frame, ascending.
    static func indices(in components: [PixelBox], dpi: Int) -> [Int] {
        let millimetre = Double(dpi) / 25.4
        let small = components.indices.filter {
            let box = components[$0]
            return Double(max(box.width, box.height)) <= 8 * millimetre && box.width * box.height >= 6
        }
        guard small.count >= 2 * minPieces else { return [] }
        let strips = strips(of: small.map { components[$0] }, millimetre)
        guard let left = strips.first, let right = strips.last, strips.count >= 2,
            Double(right.x - left.maxX) >= 80 * millimetre,
            abs(Double(left.y - right.y)) <= 15 * millimetre, abs(Double(left.maxY - right.maxY)) <= 15 * millimetre
        else { return [] }
        let outer = left.union(right)
        let band = Double(max(left.width, right.width)) + millimetre
        return small.filter { index in
            let box = components[index]
            guard outer.grown(by: Int(millimetre)).holdsCentre(of: box) else { return false }
            return box.midX <= Double(left.maxX) || box.midX >= Double(right.x)
                || box.midY <= Double(outer.y) + band || box.midY >= Double(outer.maxY) - band
        }
    }

    private static let minPieces = 20

    /// Narrow strips, from left to right, in which pieces follow each other down the page almost without a gap.
    private static func strips(of boxes: [PixelBox], _ millimetre: Double) -> [PixelBox] {
        // Where the rows of the frame are there is ink all the way across.
        let top = boxes.map(\.y).min() ?? 0
        let bottom = boxes.map(\.maxY).max() ?? 0
        let room = (bottom - top) / 8
        let middle = boxes.filter { $0.y > top + room && $0.maxY < bottom - room }.sorted { $0.x < $1.x }
        var clusters: [[PixelBox]] = []
        var reach = Int.min
        for box in middle {
            if box.x > reach { clusters.append([]) }
            clusters[clusters.count - 1].append(box)
            reach = max(reach, box.maxX)
        }
        return clusters.compactMap { cluster in
            guard cluster.count >= minPieces, let strip = around(cluster),
                Double(strip.width) <= 7 * millimetre, Double(strip.height) >= 60 * millimetre,
                share(of: strip, coveredBy: cluster, room: Int(0.4 * millimetre)) >= 0.85
            else { return nil }
            // The strip goes on beyond the rows that were looked at.
            let whole = boxes.filter { $0.midX >= Double(strip.x) && $0.midX <= Double(strip.maxX) }
            return around(whole)
        }
    }

    private static func around(_ boxes: [PixelBox]) -> PixelBox? {
        boxes.first.map { first in boxes.dropFirst().reduce(first) { $0.union($1) } }
    }

    /// Share of a strip's height in which pieces stand.
    private static func share(of strip: PixelBox, coveredBy boxes: [PixelBox], room: Int) -> Double {
        var covered = 0
        var reach = strip.y
        for box in boxes.sorted(by: { $0.y < $1.y }) {
            let (start, end) = (max(reach, box.y - room), min(strip.maxY, box.maxY + room))
            if end > start { covered += end - start }
            reach = max(reach, end)
        }
        return Double(covered) / Double(max(1, strip.height))
    }
}

extension PixelBox {
    /// The box with so many pixels more on each side.
    func grown(by pixels: Int) -> PixelBox {
        PixelBox(x: x - pixels, y: y - pixels, width: width + 2 * pixels, height: height + 2 * pixels)
    }
}
