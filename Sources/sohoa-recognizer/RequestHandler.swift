import CLeptonica
import DocumentAssembly
import DocumentModel
import RecognizerProtocol
import ScannedPages
import TextRecognition

/// Has each kind of request done by whom it concerns, and turns what went wrong into an answer.
struct RequestHandler {
    private var readers: PageReaders
    private var signatures = SignatureChecking()

    /// Loads the model.
    ///
    /// - Throws: ``Ending`` with ``RecognizerExitCode/unavailable`` when there is none.
    init(language: String) throws { readers = try PageReaders(language: language) }

    /// What this process reads with.
    ///
    /// - Throws: ``Ending``.
    func identity() throws -> RecognizerIdentity {
        RecognizerIdentity(
            engines: ["tesseract": PageReader.tesseractVersion, "leptonica": Self.leptonicaVersion],
            models: try readers.modelDigests())
    }

    /// Answers a request.
    ///
    /// - Throws: ``Ending`` when the process cannot go on; what is wrong with the file or page is an answer.
    mutating func answer(_ request: RecognizerRequest) throws -> RecognizerResponse {
        do {
            switch request {
            case .inspect(let request): return .inspected(try FileInspecting.answer(request))
            case .readPage(let request):
                return .pageRead(try flow(request).answer())
            case .extractImage(let request): return .imageExtracted(try ImageExtracting.answer(request))
            case .assemble(let request): return .assembled(try Assembling.answer(request))
            case .compareSheets(let request): return .sheetsCompared(try SheetComparing(request: request).answer())
            case .renderPreview(let request): return .previewRendered(try PreviewRendering.answer(request))
            case .verifySignatures(let request): return .signaturesVerified(try signatures.answer(request))
            case .describeTrust(let request): return .trustDescribed(try TrustDescribing.answer(request))
            }
        } catch let fault as FileFault where fault.code == .toolMissing {
            // No page's fault, and no other page would fare better.
            throw Ending(code: RecognizerExitCode.unavailable, message: fault.detail)
        } catch let fault as FileFault {
            return .fault(fault)
        }
    }

    private mutating func flow(_ request: ReadPageRequest) throws -> PageReadingFlow {
        PageReadingFlow(request: request, reader: try readers.reader(for: request.options))
    }

    private static var leptonicaVersion: String {
        guard let text = getLeptonicaVersion() else { return "" }
        defer { lept_free(text) }
        return String(cString: text)
    }
}
