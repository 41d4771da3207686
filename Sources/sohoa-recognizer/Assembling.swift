import ChildProcesses
import DocumentAssembly
import DocumentModel
import RecognizerProtocol
import ScannedPages

/// Writes a searchable PDF, reads its text again and lets another program show its pages.
enum Assembling {
    /// - Throws: `FileFault` when it could not be written; `Ending` when poppler or MuPDF are missing.
    static func answer(_ request: AssembleRequest) throws -> AssembleResult {
        do {
            let written = try SearchableDocument(request.pages, metadata: request.metadata).write(
                to: request.outputPath)
            let previews = request.pages.enumerated().compactMap { index, page in page.image.preview.map { (index, $0) }
            }
            let inks = request.pages.indices.filter { request.pages[$0].image.colourSpace == .cmyk }
            let differing = try StepTimes.measure(.check) {
                try PictureComparison().differingPages(
                    in: request.outputPath, from: Dictionary(uniqueKeysWithValues: previews), inks: Set(inks))
            }
            return AssembleResult(
                size: written.size, textVerified: true, unwritten: written.unwritten, differingPictures: differing)
        } catch let fault as AssemblyFault {
            throw FileFault(code: fault.issueCode, pageIndex: fault.page, detail: fault.description)
        } catch ChildToolFault.notStarted(let tool, let number) {
            throw Ending(
                code: RecognizerExitCode.unavailable,
                message: "cannot run \(tool): errno \(number); Debian: poppler-utils, mupdf-tools")
        } catch ChildToolFault.timedOut(let tool) {
            // Nobody knows whether anything is wrong with the PDF.
            throw FileFault(code: .recognizerTimedOut, detail: "\(tool) did not show the written PDF in time")
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
