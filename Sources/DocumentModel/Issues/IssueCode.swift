import Basics

/// What can be wrong with a batch, a file or a page. The raw values are stable: receipts, exports and scripts use them.
public enum IssueCode: String, Hashable, Sendable, Codable, CaseIterable {
    // The file
    /// Cut off or damaged inside; the detail tells which.
    case truncatedImage = "truncated_image"
    case emptyFile = "empty_file"
    case encryptedPDF = "encrypted_pdf"
    case corruptPDF = "corrupt_pdf"
    case tooSmall = "too_small"
    case tooLarge = "too_large"
    case notAnImage = "not_an_image"
    /// A kind of file that is not read; the detail names it.
    case unsupportedFormat = "unsupported_format"
    /// A form that only Acrobat can show: the page says no more than that.
    case xfaForm = "xfa_form"
    /// Something that lies within another file; the detail names it and says what became of it.
    case attachedFile = "attached_file"
    /// A smaller copy of the page before it, left out.
    case thumbnail = "thumbnail"
    case missingFile = "missing_file"
    case outsideBatch = "outside_batch"
    case fileChanged = "file_changed"
    case unreadableFile = "unreadable_file"
    case badManifest = "bad_manifest"
    // The page
    case duplicatePage = "duplicate_page"
    /// Most likely a second scan of another page, but kept: a person decides.
    case likelyDuplicate = "likely_duplicate"
    /// Most likely an empty back, but kept: a person may look.
    case likelyBlank = "likely_blank"
    case recognizerCrashed = "recognizer_crashed"
    case recognizerTimedOut = "recognizer_timed_out"
    case recognizerOutOfMemory = "recognizer_out_of_memory"
    /// A program that the recognizer needs is missing or cannot be started: the machine's fault, not the page's.
    case toolMissing = "tool_missing"
    // The assignment
    case undecodableSeparator = "undecodable_separator"
    /// A page that may be a separator sheet or what is left of one; it is kept.
    case suspectedSeparator = "suspected_separator"
    /// A separator's code on a page that is no separator sheet.
    case codeOnPaper = "code_on_paper"
    /// A separator sheet whose seal is not that of this data home.
    case foreignSeparator = "foreign_separator"
    /// A page that looks like a separator sheet, taken as a page because the manifest says so.
    case separatorInManifest = "separator_in_manifest"
    /// The names or times of the files leave it open in which order they were scanned.
    case doubtfulOrder = "doubtful_order"
    case orphanPages = "orphan_pages"
    case unknownCase = "unknown_case"
    case unknownComponent = "unknown_component"
    case conflictingSeparators = "conflicting_separators"
    case otherContent = "other_content"
    case assemblyFailed = "assembly_failed"
    /// Two programs show a page differently, so that nobody knows what is on it.
    case pictureDiffers = "picture_differs"
    /// A page that one of the programs that draw it could not draw, or drew otherwise; it is attached as the other shows it.
    case drawnUnsurely = "drawn_unsurely"
    /// Some words of a page could not be laid over its picture.
    case textLayerIncomplete = "text_layer_incomplete"
    /// A person looked at the page and wants it to be scanned again; the issue says why.
    case sentBack = "sent_back"
}

extension IssueCode {
    /// What may have been the machine's fault rather than the page's, so that reading again may help: a missing program,
    /// too little memory, a killed child.
    public static let mayPass: [IssueCode] = [
        .recognizerCrashed, .recognizerTimedOut, .recognizerOutOfMemory, .toolMissing, .assemblyFailed,
    ]
}

/// A fault of a file or page as an engine met it: stable code and a technical detail in English, without personal data.
public struct FileFault: RefusalConvertible, Hashable, Codable {
    public var code: IssueCode
    /// 0-based page in the file, `nil` when the whole file is meant.
    public var pageIndex: Int?
    /// What exactly was found, for the administrator: `"30000 x 30000 pixels, limit 200000000"`.
    public var detail: String

    public init(code: IssueCode, pageIndex: Int? = nil, detail: String) {
        self.code = code
        self.pageIndex = pageIndex
        self.detail = detail
    }

    public var refusal: Refusal {
        let text = code.message
        return Refusal(
            code.rawValue, .badInput, ShownText(line: text.vietnamese), ShownText(line: text.english), detail: detail,
            at: Refusal.Place(page: pageIndex.map { $0 + 1 }))
    }
}
