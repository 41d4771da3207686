import Basics

/// The two copies of a dispatch slip and the pages that they stand on.
struct DispatchCopies {
    let slip: DispatchSlip
    let created: Instant

    private static let margin = 9.0
    private static let marginAtCut = 5.0

    /// Draws both copies and ends their pages.
    func draw(on canvas: borrowing PDFCanvas) throws(SheetFault) {
        let halves = Self.halves
        let upper = try drawing(copy: 0, frame: halves[0], isHalf: true)
        let plan = try upper.plan(page: .a4)
        if plan.fitsOnePage {
            try upper.draw(page: 0, of: plan, on: canvas)
            canvas.cutLine(x: Self.margin, y: PageSize.a4.height / 2, width: PageSize.a4.width - 2 * Self.margin)
            try drawing(copy: 1, frame: halves[1], isHalf: true).draw(page: 0, of: plan, on: canvas)
            canvas.endPage()
        } else {
            for copy in 0..<2 {
                let whole = try drawing(copy: copy, frame: PageSize.a4.inset(by: Self.margin), isHalf: false)
                try whole.draw(whole.plan(page: .a4), on: canvas)
            }
        }
    }

    private static var halves: [Frame] {
        let half = PageSize(width: PageSize.a4.width, height: PageSize.a4.height / 2)
        var upper = half.inset(by: margin)
        // Nearer to the line of the cut than to the edge of the sheet.
        upper.height = half.height - upper.y - marginAtCut
        var lower = upper
        lower.y = half.height + marginAtCut
        return [upper, lower]
    }

    private func drawing(copy: Int, frame: Frame, isHalf: Bool) throws(SheetFault) -> DispatchDrawing {
        try DispatchDrawing(slip, copy: names[copy], frame: frame, isHalf: isHalf, created: created)
    }

    private var names: [String] {
        switch slip.leg {
        case .intake: ["Liên 1: Bưu điện lưu", "Liên 2: Người gửi giữ"]
        case .return: ["Liên 1: Bưu điện chuyển lại cơ quan", "Liên 2: Người nhận giữ"]
        }
    }
}
