import DigitizationPipeline
import DocumentModel
import Foundation
import RecognizerProtocol

/// Reads files whose lines are its script, one line a page:
/// `sep CASE/COMPONENT`, `torn`, `blank`, `faint`, `crash`, `killed`, `corrupt`, or the text of a page; `attached …` is a
/// page of a file within the file. A page `otherwise …` is shown otherwise by other programs until it is taken as read,
/// `never …` even then; `odd …` has a word that cannot be written, unless it was read
/// with English, too. What a person turned ends with how.
/// Pages whose text begins with `form` look alike. Laid over each other they are what the first word in capitals on the
/// second says: `SAME`, `LIKELY` or, without any, others. What is faint shines through from a page that says `THICK`.
/// A word that begins with `~` was hardly read. A file that begins with `#empty` or the like is refused whole.
actor ScriptedRecognizer: Recognizer {
    /// Pages that were read, by their text.
    private(set) var readPages: [String] = []
    private(set) var assembled = 0
    /// Pairs of pages that were laid over each other.
    private(set) var compared = 0
    private var pagesUntilInterruption: Int?
    private var failsToAssemble: Set<String> = []
    private var model: String?
    private var lack: RecognizerError?
    private var isWell = false

    /// Makes every request fail, as where a program is missing.
    func lack(_ error: RecognizerError?) { lack = error }

    /// Lets pages be read that crashed it before.
    func recover() { isWell = true }

    private var beforeAssembling: (@Sendable () async throws -> Void)?

    /// Does something when pages are divided and a document is about to be made.
    func doBeforeAssembling(_ body: @escaping @Sendable () async throws -> Void) { beforeAssembling = body }

    /// Changes the model; every page's text ends with its name from then on.
    func use(model: String) { self.model = model }

    /// Makes the recognizer behave as if the worker were stopped after so many pages.
    func interrupt(afterPages count: Int?) { pagesUntilInterruption = count }

    /// Makes documents of this component fail.
    func failToAssemble(component: String) { failsToAssemble.insert(component) }

    /// Makes all documents again.
    func assembleAll() { failsToAssemble = [] }

    func identity() async throws -> RecognizerIdentity {
        RecognizerIdentity(engines: ["script": "1"], models: model.map { ["vie": $0] } ?? [:])
    }

    func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
        if let lack { throw lack }
        switch request {
        case .inspect(let request): return try inspect(request)
        case .readPage(let request): return try read(request)
        case .extractImage(let request):
            var image = Self.image(request.path)
            if request.asRead == true { image.dpi = Self.asRead }
            return .imageExtracted(image)
        case .assemble(let request):
            try await beforeAssembling?()
            return try assemble(request)
        case .compareSheets(let request): return .sheetsCompared(try compare(request))
        case .renderPreview: return .previewRendered(Preview(width: 1, height: 1))
        }
    }

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func compare(_ request: CompareSheetsRequest) throws -> SheetLikeness {
        compared += 1
        let line = try lines(request.second.path)[request.second.pageIndex]
        switch request.relation {
        case .back: return line.contains("THICK") ? .same : .other
        case .repetition: return line.contains("SAME") ? .same : line.contains("LIKELY") ? .likely : .other
        }
    }

    private func inspect(_ request: InspectRequest) throws -> RecognizerResponse {
        let lines = try lines(request.path)
        guard let first = lines.first else { return .fault(FileFault(code: .emptyFile, detail: "0 bytes")) }
        if first == "#text" { return .fault(FileFault(code: .notAnImage, detail: "text")) }
        let isTorn = first == "file of pages that are gone"
        let pages = lines.indices.map { PageSummary(index: $0, width: 100, height: 100) }
        let notes = lines.indices.filter { lines[$0].hasPrefix("attached") }.map {
            FileFault(code: .attachedFile, pageIndex: $0, detail: "read as page \($0 + 1)")
        }
        var inspection = FileInspection(format: .tiff, pages: pages, isSigned: first == "signed", notes: notes)
        if isTorn { inspection.faults = [FileFault(code: .corruptPDF, detail: "2 of 7 pages are left")] }
        return .inspected(inspection)
    }

    private func read(_ request: ReadPageRequest) throws -> RecognizerResponse {
        if let left = pagesUntilInterruption {
            guard left > 0 else { throw CancellationError() }
            pagesUntilInterruption = left - 1
        }
        let line = try lines(request.path)[request.pageIndex]
        readPages.append(line)
        if request.options.language == "broken" {
            return .fault(FileFault(code: .truncatedImage, pageIndex: request.pageIndex, detail: "strip 7"))
        }
        switch line {
        case "crash" where !isWell: throw RecognizerError.crashed(signal: 11, diagnostics: "")
        case "killed" where !isWell: throw RecognizerError.killed
        case "corrupt": return .fault(FileFault(code: .truncatedImage, pageIndex: request.pageIndex, detail: "strip 3"))
        default:
            var reading = Self.reading(line + suffix(line, request.options))
            reading.rotation = request.options.turn ?? reading.rotation
            return .pageRead(.init(reading: reading, image: Self.image(request.path)))
        }
    }

    /// Makes a page's text tell how it was read, when that is not the standard.
    private func suffix(_ line: String, _ options: RecognitionOptions) -> String {
        guard !line.hasPrefix("sep "), !["blank", "faint", "torn"].contains(line) else { return "" }
        let language = options.language == RecognitionOptions().language ? nil : options.language
        let turn = options.turn.map { "turned\($0.rawValue)" }
        return [model, language, turn].compactMap { $0 }.map { " " + $0.replacingOccurrences(of: "+", with: "") }
            .joined()
    }

    private func assemble(_ request: AssembleRequest) throws -> RecognizerResponse {
        if failsToAssemble.contains(request.metadata.componentCode) {
            return .fault(FileFault(code: .truncatedImage, detail: "no picture"))
        }
        assembled += 1
        let text = request.pages.map(\.text.plain).joined(separator: "\u{c}")
        try Data("%PDF \(request.metadata.title)\n\(text)".utf8).write(to: URL(fileURLWithPath: request.outputPath))
        var result = AssembleResult(size: text.utf8.count, textVerified: true, unwritten: [:])
        for (index, page) in request.pages.enumerated() {
            let line = page.text.plain
            let isAsRead = page.image.dpi == Self.asRead
            if line.hasPrefix("never") || (line.hasPrefix("otherwise") && !isAsRead) {
                result.differingPictures = (result.differingPictures ?? []) + [index]
            }
            if line.hasPrefix("odd"), !line.hasSuffix("vieeng") { result.unwritten?[index] = 1 }
        }
        return .assembled(result)
    }

    /// Resolution by which a picture that is as it was read is known.
    private static let asRead = 301

    private static func reading(_ line: String) -> PageReading {
        let isSeparator = line.hasPrefix("sep ")
        let text =
            line == "torn"
            ? "PHIẾU PHÂN TÁCH HỒ SƠ Thành phần" : isSeparator || ["blank", "faint"].contains(line) ? "" : line
        let words = text.split(separator: " ").enumerated().map { index, word in
            Word(
                text: String(word), box: PixelBox(x: index * 10, y: 10, width: 9, height: 9),
                confidence: word.hasPrefix("~") ? 40 : 95)
        }
        let box = PixelBox(x: 0, y: 10, width: 100, height: 9)
        return PageReading(
            width: 100, height: 100, dpi: 300, rotation: .none, skew: 0, isBlank: line == "blank",
            barcodes: isSeparator ? [Barcode(symbology: .qrCode, payload: "SOHOA1/" + line.dropFirst(4))] : [],
            separatorTraces: SeparatorTraces(),
            text: PageText(lines: words.isEmpty ? [] : [TextLine(words: words, box: box)]),
            textSource: .recognized, fingerprint: line.hasPrefix("form") ? Self.form : .none,
            remarks: line == "faint" ? [.likelyBlank] : [])
    }

    private static let form = PageFingerprint(columns: 8, rows: 8, ink: (0..<64).map { $0 * 3 })

    private static func image(_ path: String) -> EmbeddableImage {
        EmbeddableImage(
            filter: .dct, colourSpace: .gray, bitsPerComponent: 8, width: 100, height: 100, isInverted: false,
            turn: .none, dpi: 300, path: path, offset: 0, length: 1)
    }
}
