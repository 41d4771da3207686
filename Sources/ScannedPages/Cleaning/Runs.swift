import CLeptonica

/// Which way a row of pixels runs.
enum RunDirection {
    case across
    case down
}

extension Pix {
    /// The runs of ink of a picture in bits that are at least so many pixels long: an opening by a line.
    ///
    /// Leptonica moves the picture once for each pixel of the line, and back. Here each step doubles the length that was
    /// looked at, so that a line of 50 pixels takes 12 moves instead of 100.
    func runs(_ direction: RunDirection, atLeast length: Int) throws(ImageOperationFailed) -> Pix {
        guard length > 1 else { return try copied() }
        // A pixel stays while all that follow it for the length are ink; then each takes back what followed it.
        let starts = try joined(direction, length: length) { into, step, from in
            into.draw(from, movedBy: -step, direction, operation: PIX_SRC & PIX_DST)
            into.clearEnd(step, direction)
        }
        return try starts.joined(direction, length: length) { into, step, from in
            into.draw(from, movedBy: step, direction, operation: PIX_SRC | PIX_DST)
        }
    }

    /// Joins the picture with itself, moved, until each pixel stands for a length of them.
    private func joined(
        _ direction: RunDirection, length: Int, _ join: (borrowing Pix, Int, borrowing Pix) -> Void
    ) throws(ImageOperationFailed) -> Pix {
        var current = try copied()
        var reach = 1
        while reach < length {
            let step = min(reach, length - reach)
            let next = try current.copied()
            join(next, step, current)
            current = next
            reach += step
        }
        return current
    }

    private func draw(_ source: borrowing Pix, movedBy step: Int, _ direction: RunDirection, operation: Int32) {
        let (x, y) = direction == .across ? (Int32(clamping: step), 0) : (0, Int32(clamping: step))
        pixRasterop(
            handle, max(0, x), max(0, y), Int32(width) - abs(x), Int32(height) - abs(y), operation, source.handle,
            max(0, -x), max(0, -y))
    }

    /// Takes the ink off the last pixels of each row or column: beyond the picture there is none to follow.
    private func clearEnd(_ count: Int, _ direction: RunDirection) {
        let count = Int32(clamping: count)
        let (width, height) = (Int32(width), Int32(height))
        switch direction {
        case .across: pixRasterop(handle, max(0, width - count), 0, count, height, PIX_CLR, nil, 0, 0)
        case .down: pixRasterop(handle, 0, max(0, height - count), width, count, PIX_CLR, nil, 0, 0)
        }
    }
}
