import CLeptonica
import CZXing
import DocumentModel
import Foundation

/// What the codes of a page tell.
public struct BarcodeFindings: Sendable {
    /// All codes that were decoded, each payload once.
    public var barcodes: [Barcode]
    /// Where the QR codes stand, one place for each time that a code is on the page.
    public var places: [CodePlace]
    /// Traces of QR codes beside the decoded ones.
    public var traces: SeparatorTraces
}

/// Finds and decodes the barcodes of a page, whatever their direction.
public enum BarcodeReader {
    /// Reads the QR codes and the linear codes (Code 128) of a page.
    ///
    /// A few hundred lines of the page tell where codes may stand; only there it is decoded. Reduced pictures come
    /// first: they are cheap and smooth away dots and ragged edges. The full page and cleaned versions of it are tried
    /// only where traces of a separator's code are left.
    ///
    /// - Parameter pix: 1, 8 or 32 bits, in any direction.
    /// - Parameter dpi: its resolution.
    public static func read(_ pix: borrowing Pix, dpi: Int) -> BarcodeFindings {
        var search = Search()
        let dpi = max(1, dpi)
        let traceView = GrayView(of: pix, dpi: dpi, target: FinderPatterns.resolution)
        guard let lines = RasterLines(pix, dpi: dpi), let traceView else {
            return BarcodeFindings(barcodes: [], places: [], traces: SeparatorTraces())
        }
        if pix.isMostlyDark {
            search.lookAtAll(of: pix, dpi: dpi)
        } else {
            for box in FinderRuns(in: lines, dpi: dpi).codes { search.look(at: box, of: pix, dpi: dpi) }
        }
        var traces = search.traces(in: traceView)
        if let box = traces.box {
            let before = search.codes.count
            search.lookHarder(at: box, of: pix, dpi: dpi)
            if search.codes.count > before { traces = search.traces(in: traceView) }
        }
        for area in BarAreas(in: lines, dpi: dpi).areas { search.readBars(area, of: pix, dpi: dpi) }
        let places = search.codes.compactMap { $0.place(dpi: dpi) }
        return BarcodeFindings(barcodes: search.barcodes, places: places, traces: traces.findings)
    }
}

/// One page's search: what was found so far is painted over before the next look, so that a code does not hide another.
private struct Search {
    struct Code {
        var barcode: Barcode
        /// In pixels of the page.
        var corners: [(x: Double, y: Double)]

        /// Degrees, clockwise: the mean direction of the upper and the lower edge. Corners come clockwise, from the one
        /// that is the code's top left.
        private var angle: Double? {
            guard corners.count == 4 else { return nil }
            let x = corners[1].x - corners[0].x + corners[2].x - corners[3].x
            let y = corners[1].y - corners[0].y + corners[2].y - corners[3].y
            return atan2(y, x) * 180 / .pi
        }

        /// `nil` for linear codes.
        func place(dpi: Int) -> CodePlace? {
            guard !corners.isEmpty else { return nil }
            let count = Double(corners.count)
            let millimetres = 25.4 / Double(dpi)
            // The shoelace formula.
            let area = corners.indices.reduce(0.0) { sum, index in
                let (a, b) = (corners[index], corners[(index + 1) % corners.count])
                return sum + a.x * b.y - b.x * a.y
            }
            return CodePlace(
                payload: barcode.payload, x: corners.reduce(0) { $0 + $1.x } / count * millimetres,
                y: corners.reduce(0) { $0 + $1.y } / count * millimetres,
                side: (abs(area) / 2).squareRoot() * millimetres, angle: angle)
        }
    }

    /// What ZXing reported in one look.
    private final class Report {
        var codes: [(payload: String, isDamaged: Bool, corners: [(x: Double, y: Double)])] = []
    }

    private(set) var codes: [Code] = []
    /// Whether ZXing located a code whose checksum failed.
    private(set) var sawDamagedCode = false

    var barcodes: [Barcode] {
        var seen: Set<Barcode> = []
        return codes.map(\.barcode).filter { seen.insert($0).inserted }
    }

    /// Most looks at one view; each decoded code is painted over and allows another.
    private static let maxLooks = 4

    /// Looks for QR codes in a part of a page, until everything in it that may be one was decoded.
    mutating func look(at box: PixelBox, of pix: borrowing Pix, dpi: Int) {
        guard let part = pix.part(box) else { return }
        let before = codes.count
        for target in [100, 150, dpi] where target == 100 || dpi > target || (target == dpi && dpi > 150) {
            look(GrayView(of: part.pix, dpi: dpi, target: target, origin: part.origin), SOHOA_BINARIZE_LOCAL)
            if codes.count > before { return }
        }
    }

    /// Looks for QR codes on a whole page that says nothing of where they may be.
    mutating func lookAtAll(of pix: borrowing Pix, dpi: Int) {
        for target in [100, 150] {
            look(GrayView(of: pix, dpi: dpi, target: target), SOHOA_BINARIZE_LOCAL)
        }
    }

    private mutating func look(_ view: consuming GrayView?, _ binarizer: SohoaBinarizer) {
        guard var view else { return }
        for code in codes { view.erase(code.corners) }
        for _ in 0..<Self.maxLooks {
            let found = report(of: view, binarizer, SOHOA_QR_CODE)
            var isNew = false
            for code in found where !code.isDamaged && !code.payload.isEmpty {
                let barcode = Barcode(symbology: .qrCode, payload: code.payload)
                codes.append(Code(barcode: barcode, corners: code.corners))
                view.erase(code.corners)
                isNew = true
            }
            if found.contains(where: \.isDamaged) { sawDamagedCode = true }
            if !isNew { return }
        }
    }

    /// Reads what linear codes stand in an area, one after the other.
    mutating func readBars(_ area: BarAreas.Area, of pix: borrowing Pix, dpi: Int) {
        let margin = dpi / 6
        let wider = PixelBox(
            x: area.box.x - margin, y: area.box.y - margin, width: area.box.width + 2 * margin,
            height: area.box.height + 2 * margin)
        guard let part = pix.part(wider) else { return }
        for enlargement in [1, 2] as [Float] {
            let before = codes.count
            guard let view = Self.barView(part.pix, area.direction, dpi: dpi, enlargement) else { continue }
            readBars(view)
            if codes.count > before { return }
        }
    }

    private mutating func readBars(_ view: consuming GrayView) {
        for _ in 0..<Self.maxLooks {
            guard let code = report(of: view, SOHOA_BINARIZE_LOCAL, SOHOA_CODE_128).first, !code.payload.isEmpty,
                let left = code.corners.map(\.x).min(), let right = code.corners.map(\.x).max()
            else { return }
            // Where on the page it stands matters to nobody, and a line has no area to paint over.
            codes.append(Code(barcode: Barcode(symbology: .code128, payload: code.payload), corners: []))
            let columns = (from: Int(left / view.reduction), to: Int((right / view.reduction).rounded(.up)))
            view.erase(columns: columns.from...max(columns.from, columns.to))
        }
    }

    /// A linear code with its bars side by side, in gray.
    private static func barView(
        _ pix: borrowing Pix, _ direction: RasterLines.Direction, dpi: Int, _ enlargement: Float
    ) -> GrayView? {
        let factor = max(1, Double(dpi) / 300)
        guard let gray = GrayView.reduced(pix, by: factor),
            let upright = direction == .across ? gray.clone() : Pix(owning: pixRotateOrth(gray.handle, 1)),
            let scaled = enlargement == 1
                ? upright.clone() : Pix(owning: pixScaleGrayLI(upright.handle, enlargement, enlargement))
        else { return nil }
        return GrayView(of: scaled, reduction: 1)
    }

    private func report(
        of view: borrowing GrayView, _ binarizer: SohoaBinarizer, _ symbology: SohoaSymbology
    ) -> [(payload: String, isDamaged: Bool, corners: [(x: Double, y: Double)])] {
        let report = Report()
        let (width, height) = (Int32(view.width), Int32(view.height))
        let found: SohoaBarcodeFound = { context, text, length, isDamaged, corners in
            guard let context, let corners else { return }
            let report = Unmanaged<Report>.fromOpaque(context).takeUnretainedValue()
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
            let places = (0..<4).map { (x: Double(corners[2 * $0]), y: Double(corners[2 * $0 + 1])) }
            report.codes.append((String(decoding: bytes, as: UTF8.self), isDamaged != 0, places))
        }
        view.withRows { rows in
            _ = sohoa_read_barcodes(
                rows, width, height, width, symbology, binarizer, 1, found, Unmanaged.passUnretained(report).toOpaque())
        }
        return report.codes.map { code in
            let corners = code.corners.map { view.onPage($0.x, $0.y) }
            return (code.payload, code.isDamaged, corners)
        }
    }

    /// Looks at a part of a page and at versions of it cleaned in different ways, until a code comes out.
    mutating func lookHarder(at box: PixelBox, of pix: borrowing Pix, dpi: Int) {
        guard let part = pix.part(box) else { return }
        let before = codes.count
        for attempt in DecodeFallback.allCases {
            look(attempt.view(of: part.pix, dpi: dpi, origin: part.origin), attempt.binarizer)
            if codes.count > before { return }
        }
    }

    /// What is left of codes beside the decoded ones.
    func traces(in page: borrowing GrayView) -> Traces {
        var view = page.copy()
        for code in codes where !code.corners.isEmpty { view.erase(code.corners) }
        var finders = FinderPatterns(in: view)
        // Fat copies close the light ring.
        if finders.patterns.isEmpty, finders.hasDarkPlaces { finders = FinderPatterns(in: view.thinned()) }
        let findings = SeparatorTraces(
            finderPatterns: min(3, finders.patterns.count),
            hasUndecodedCode: finders.formsCode || (sawDamagedCode && !finders.patterns.isEmpty),
            hasDefacedArea: DefacedArea.stands(on: view, dpi: FinderPatterns.resolution),
            standsAmongModules: finders.patterns.isEmpty ? nil : finders.standAmongModules(on: view))
        return Traces(findings: findings, box: finders.reach(on: view))
    }

    struct Traces {
        var findings: SeparatorTraces
        /// The part of the page on which the codes of all finder patterns stand; `nil` when there are none.
        var box: PixelBox?
    }
}

extension FinderPatterns {
    /// The part of a page, in its pixels, on which the codes of all patterns stand.
    fileprivate func reach(on view: borrowing GrayView) -> PixelBox? {
        guard let module = patterns.map(\.module).max() else { return nil }
        // Codes of separators have up to 49 modules a side, and some clear space.
        return PixelBox(around: patterns.map { view.onPage($0.x, $0.y) }, margin: 60 * module * view.reduction)
    }
}

extension Pix {
    /// A part of the picture with where it lies; `nil` when nothing of the box is within.
    fileprivate func part(_ box: PixelBox) -> PagePart? {
        guard let box = box.within(width: width, height: height) else { return nil }
        var rectangle = boxCreate(
            Int32(clamping: box.x), Int32(clamping: box.y), Int32(clamping: box.width), Int32(clamping: box.height))
        defer { boxDestroy(&rectangle) }
        guard let pix = Pix(owning: pixClipRectangle(handle, rectangle, nil)) else { return nil }
        return PagePart(pix: pix, origin: (box.x, box.y))
    }
}

private struct PagePart: ~Copyable {
    let pix: Pix
    let origin: (x: Int, y: Int)
}
