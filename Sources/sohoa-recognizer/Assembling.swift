import DocumentAssembly
import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Writes a searchable PDF and reads its text again.
enum Assembling {
    /// - Throws: `FileFault` when it could not be written; `Ending` when poppler is missing.
    static func answer(_ request: AssembleRequest) throws -> AssembleResult {
        do {
            let size = try StepTimes.measure(.pdf) {
                try PDFAssembler().assemble(pages: request.pages, metadata: request.metadata, to: request.outputPath)
            }
            let differing = try StepTimes.measure(.check) {
                try PDFTextCheck().differingPages(in: request.outputPath, from: request.pages.map(\.text))
            }
            return AssembleResult(size: size, textVerified: differing.isEmpty)
        } catch let fault as AssemblyFault {
            throw FileFault(code: fault.issueCode, pageIndex: fault.page, detail: fault.description)
        } catch ChildToolFault.notStarted(let tool, let number) {
            throw Ending(
                code: RecognizerExitCode.unavailable,
                message: "cannot run \(tool): errno \(number); Debian: poppler-utils")
        } catch let fault as ChildToolFault {
            throw FileFault(code: .unreadableFile, detail: "the written PDF cannot be read again: \(fault)")
        }
    }
}

extension AssemblyFault {
    /// The code under which it is recorded.
    fileprivate var issueCode: IssueCode {
        switch self {
        case .missingImageData: .fileChanged
        case .noPages, .badGeometry, .unsupportedImage: .truncatedImage
        case .cannotWrite: .unreadableFile
        }
    }

    /// 0-based page of the document.
    fileprivate var page: Int? {
        switch self {
        case .badGeometry(let page), .unsupportedImage(let page, _), .missingImageData(let page): page
        case .noPages, .cannotWrite: nil
        }
    }
}
