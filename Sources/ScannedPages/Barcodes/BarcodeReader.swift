import CLeptonica
import CZXing
import DocumentModel

/// What the codes of a page tell.
public struct BarcodeFindings: Sendable {
    /// All codes that were decoded, each payload once.
    public var barcodes: [Barcode]
    /// Traces of QR codes beside the decoded ones.
    public var traces: SeparatorTraces
}

/// Finds and decodes the barcodes of a page, whatever their direction.
public enum BarcodeReader {
    /// Reads the QR codes of a page.
    ///
    /// Reduced pictures come first: they are cheap and smooth away dots and ragged edges. The full page and cleaned
    /// versions of it are tried only where something looks like a code that was not decoded.
    ///
    /// - Parameter pix: 1, 8 or 32 bits, in any direction.
    /// - Parameter dpi: its resolution.
    /// - Parameter alsoCode128: whether to look for Code 128 too, at about the cost of all the rest.
    public static func read(_ pix: borrowing Pix, dpi: Int, alsoCode128: Bool = false) -> BarcodeFindings {
        var search = Search()
        guard let small = Self.small(pix, dpi: dpi) else {
            return BarcodeFindings(barcodes: [], traces: SeparatorTraces())
        }
        let smallDPI = small.resolution.x
        search.look(GrayView(of: small, dpi: smallDPI, target: 100, pageWidth: pix.width), SOHOA_BINARIZE_LOCAL)
        search.look(GrayView(of: small, dpi: smallDPI, target: 150, pageWidth: pix.width), SOHOA_BINARIZE_LOCAL)
        let traceView = GrayView(of: small, dpi: smallDPI, target: FinderPatterns.resolution, pageWidth: pix.width)
        guard let traceView else { return BarcodeFindings(barcodes: search.barcodes, traces: SeparatorTraces()) }
        var traces = search.traces(in: traceView)
        if traces.finderPatterns > 0 {
            let before = search.codes.count
            search.lookHarder(at: pix, dpi: dpi)
            if search.codes.count > before { traces = search.traces(in: traceView) }
        }
        if alsoCode128 {
            search.look(GrayView(of: pix, dpi: dpi, target: 200), SOHOA_BINARIZE_LOCAL, symbology: SOHOA_CODE_128)
        }
        return BarcodeFindings(barcodes: search.barcodes, traces: traces)
    }

    /// Gray and colour pages are reduced once, and the cheap looks work on the smaller picture; bitonal ones are
    /// reduced fast from their full size.
    private static func small(_ pix: borrowing Pix, dpi: Int) -> Pix? {
        let factor = pix.depth == 1 ? 1 : max(1, Double(dpi) / 150)
        let small = pix.depth == 1 ? pix.copy() : GrayView.reduced(pix, by: factor)
        guard let small else { return nil }
        let smallDPI = Int((Double(dpi) / factor).rounded())
        small.resolution = (smallDPI, smallDPI)
        return small
    }
}

/// One page's search: what was found so far is painted over before the next look, so that a code does not hide another.
private struct Search {
    struct Code {
        var barcode: Barcode
        /// In pixels of the page.
        var corners: [(x: Double, y: Double)]
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
    private static let mostLooks = 4

    mutating func look(
        _ view: consuming GrayView?, _ binarizer: SohoaBinarizer, symbology: SohoaSymbology = SOHOA_QR_CODE
    ) {
        guard var view else { return }
        for code in codes { view.erase(code.corners) }
        for _ in 0..<Self.mostLooks {
            let found = report(of: view, binarizer, symbology)
            var isNew = false
            for code in found where !code.isDamaged && !code.payload.isEmpty {
                let barcode = Barcode(
                    symbology: symbology == SOHOA_QR_CODE ? .qrCode : .code128, payload: code.payload)
                codes.append(Code(barcode: barcode, corners: code.corners))
                view.erase(code.corners)
                isNew = true
            }
            if found.contains(where: \.isDamaged) { sawDamagedCode = true }
            // A linear code has no area to paint over.
            if !isNew || symbology != SOHOA_QR_CODE { return }
        }
    }

    private func report(
        of view: borrowing GrayView, _ binarizer: SohoaBinarizer, _ symbology: SohoaSymbology
    ) -> [(payload: String, isDamaged: Bool, corners: [(x: Double, y: Double)])] {
        let report = Report()
        let (width, height, reduction) = (Int32(view.width), Int32(view.height), view.reduction)
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
            let corners = code.corners.map { (x: $0.x * reduction, y: $0.y * reduction) }
            return (code.payload, code.isDamaged, corners)
        }
    }

    /// Looks at the full page and at versions cleaned in different ways, until a code comes out.
    mutating func lookHarder(at pix: borrowing Pix, dpi: Int) {
        let before = codes.count
        for attempt in HarderLook.allCases {
            look(attempt.view(of: pix, dpi: dpi), attempt.binarizer)
            if codes.count > before { return }
        }
    }

    /// Finder patterns outside the decoded codes.
    func traces(in page: borrowing GrayView) -> SeparatorTraces {
        var view = page.copy()
        for code in codes { view.erase(code.corners) }
        var finders = FinderPatterns(in: view)
        // Fat copies close the light ring.
        if finders.patterns.isEmpty { finders = FinderPatterns(in: view.thinned()) }
        return SeparatorTraces(
            finderPatterns: min(3, finders.patterns.count),
            hasUndecodedCode: finders.formsCode || (sawDamagedCode && !finders.patterns.isEmpty),
            hasDefacedArea: DefacedArea.stands(on: view, dpi: FinderPatterns.resolution))
    }
}
