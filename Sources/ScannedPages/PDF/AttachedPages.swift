import DocumentModel
import Glibc
import Synchronization

/// The pages of files within a PDF, counted on from its own: a PDF of one page that holds one of two has pages 0, 1
/// and 2. Nothing that was handed in within another file gets lost, and it goes where that file goes.
public struct AttachedPages: Sendable {
    /// A file within the PDF, or within a PDF within it.
    struct Part: Sendable {
        /// The file's number among those of its PDF, from the outermost PDF inwards.
        let chain: [Int]
        /// Names from the outermost inwards.
        let name: String
        /// The number of its first page.
        let first: Int
        /// Its pages, one at least so that what is wrong with it has a place.
        var count: Int
    }

    /// Pages of the PDF itself.
    let ownPages: Int
    /// Whether the files are encrypted, and with what they cannot be had.
    private let areLocked: Bool
    /// Whether the PDF opens as a copy without its lock alone.
    private(set) var isCopy = false
    private(set) var parts: [Part] = []
    /// What was found in the files: pages, faults and notes, numbered as described.
    private(set) var pages: [PageSummary] = []
    private(set) var faults: [FileFault] = []
    private(set) var notes: [FileFault] = []
    /// Names of files that are text or data.
    private var texts: [String] = []

    /// PDFs within PDFs within a PDF.
    private static let maxDepth = 3
    /// Files and pages of all depths together.
    private static let (mostParts, maxPages) = (1000, 20_000)
    /// Names that one note tells.
    private static let maxNames = 20

    /// Looks at the files within a PDF.
    ///
    /// - Parameter scratch: names that begin with it are used for temporary files.
    init(of document: borrowing QPDFDocument, limits: Limits, scratch: String, areLocked: Bool = false) {
        ownPages = document.pageCount
        self.areLocked = areLocked
        add(document, chain: [], names: [], limits, scratch)
        if !texts.isEmpty {
            // One note: notes about a file as a whole are told apart by their code alone.
            let shown = texts.prefix(Self.maxNames).joined(separator: ", ")
            let more = texts.count > Self.maxNames ? " and \(texts.count - Self.maxNames) more" : ""
            note("\(shown)\(more): no pictures but text or data, kept within the file and not read", at: nil)
        }
    }

    /// What pages are measured by.
    struct Limits: Hashable, Sendable {
        var maxPixels: Int
        var drawingResolution: Int
    }

    private static var locked: FileFault { FileFault(code: .encryptedPDF, detail: "a password is wanted") }

    private var next: Int { parts.last.map { $0.first + $0.count } ?? ownPages }

    private mutating func add(
        _ document: borrowing QPDFDocument, chain: [Int], names: [String], _ limits: Limits, _ scratch: String
    ) {
        let attachments = PDFAttachments(of: document, pages: document.pageCount)
        for (number, file) in attachments.files.enumerated() {
            guard parts.count < Self.mostParts, next < Self.maxPages else {
                faults.append(FileFault(code: .tooLarge, detail: "too many files within the PDF"))
                return
            }
            let names = names + [file.name]
            let name = names.map { "\"\($0)\"" }.joined(separator: " in ")
            var part = Part(chain: chain + [number], name: name, first: next, count: 1)
            let path = "\(scratch).attached\(chain.count)"
            defer { unlink(path) }
            var isPDF = false
            do throws(FileFault) {
                guard !areLocked else { throw Self.locked }
                try file.write(to: path)
                let found = try Self.inspect(path, limits)
                take(found, &part)
                isPDF = found.format == .pdf
            } catch {
                if Self.isText(path) {
                    texts.append(part.name)
                    continue
                }
                faults.append(Self.named(error, part, page: 0))
            }
            parts.append(part)
            if isPDF { addFiles(within: path, of: part, names, limits, scratch) }
        }
        if attachments.areTooMany {
            let detail = "more files within the PDF than \(attachments.files.count)"
            faults.append(FileFault(code: .tooLarge, detail: detail))
        }
    }

    private mutating func addFiles(
        within path: String, of part: Part, _ names: [String], _ limits: Limits, _ scratch: String
    ) {
        guard let inner = try? QPDFDocument(path: path) else { return }
        if part.chain.count < Self.maxDepth {
            add(inner, chain: part.chain, names: names, limits, scratch)
        } else if PDFAttachments.mayExist(in: inner) {
            faults.append(FileFault(code: .tooLarge, pageIndex: next, detail: "\(part.name): too many files in files"))
            parts.append(Part(chain: part.chain + [0], name: part.name, first: next, count: 1))
        }
    }

    private mutating func take(_ found: FileInspection, _ part: inout Part) {
        let last = (found.pages.map(\.index) + found.faults.compactMap(\.pageIndex)).max() ?? 0
        part.count = last + 1
        for page in found.pages {
            pages.append(PageSummary(index: part.first + page.index, width: page.width, height: page.height))
        }
        for fault in found.faults { faults.append(Self.named(fault, part, page: fault.pageIndex ?? last)) }
        let (first, end) = (part.first + 1, part.first + part.count)
        let places = first == end ? "page \(first)" : "pages \(first) to \(end)"
        let inner = found.notes.map { "; \($0.detail)" }.joined()
        note("\(part.name): read as \(places) of this file\(inner)", at: part.first)
    }

    private mutating func note(_ detail: String, at page: Int?) {
        notes.append(FileFault(code: .attachedFile, pageIndex: page, detail: detail))
    }

    private static func named(_ fault: FileFault, _ part: Part, page: Int) -> FileFault {
        FileFault(code: fault.code, pageIndex: part.first + page, detail: "\(part.name): \(fault.detail)")
    }

    private static func inspect(_ path: String, _ limits: Limits) throws(FileFault) -> FileInspection {
        guard try FileKind.format(ofFileAt: path) == .pdf else {
            return try RasterFile.inspect(path: path, maxPixels: limits.maxPixels)
        }
        return try PDFFile.inspect(
            path: path, maxPixels: limits.maxPixels, drawingResolution: limits.drawingResolution)
    }

    /// Whether a file is text: what invoices and forms carry along for programs, sources and other shapes of what the
    /// pages show. It is told of and keeps nobody waiting.
    private static func isText(_ path: String) -> Bool {
        guard let file = try? RandomAccessFile(path: path), file.size > 0 else { return false }
        let head = file.bytes(at: 0, count: min(file.size, 4096)) ?? []
        let isPlain = head.allSatisfy { $0 >= 0x20 || [0x09, 0x0A, 0x0C, 0x0D].contains($0) }
        guard isPlain, !["{\\rtf", "%PDF", "%!PS"].contains(where: { head.starts(with: Array($0.utf8)) }) else {
            return false
        }
        // A letter may be cut at the end of what is looked at.
        return (0..<4).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }
}

// MARK: - Reading

extension AttachedPages {
    /// A file taken out of a PDF, and the page in it that is meant.
    public struct Place: Sendable {
        public var path: String
        public var pageIndex: Int
    }

    /// Takes the file out of which a page is, when it is none of the PDF's own.
    ///
    /// - Parameters:
    ///   - pageIndex: as ``PDFFile/inspect(path:maxPixels:drawingResolution:scratch:)`` numbers the pages.
    ///   - scratch: the file is written to a place whose name begins so; the caller removes it.
    /// - Returns: `nil` for the PDF's own pages.
    /// - Throws: `corrupt_pdf` for a page that is nowhere, and the faults of opening the files.
    public static func place(
        path: String, pageIndex: Int, maxPixels: Int, drawingResolution: Int, scratch: String
    ) throws(FileFault) -> Place? {
        let limits = Limits(maxPixels: maxPixels, drawingResolution: drawingResolution)
        let found = try latest(path, limits, scratch)
        guard pageIndex >= found.ownPages else {
            guard found.isCopy else { return nil }
            let copy = try LockedFiles.opened(path, after: locked, at: "\(scratch).open")
            return copy.map { Place(path: $0.path, pageIndex: pageIndex) }
        }
        guard let part = found.parts.last(where: { $0.first <= pageIndex }), pageIndex < part.first + part.count else {
            throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "no such page")
        }
        guard !found.areLocked else { throw locked }
        var outer = path
        let copy = found.isCopy ? try LockedFiles.opened(path, after: locked, at: "\(scratch).open") : nil
        defer { if let copy { unlink(copy.path) } }
        if let copy { outer = copy.path }
        for (depth, number) in part.chain.enumerated() {
            let inner = "\(scratch).attached\(depth)"
            defer {
                // The one before is not needed any more.
                if depth > 0 { unlink("\(scratch).attached\(depth - 1)") }
            }
            let document = try QPDFDocument(path: outer)
            let files = PDFAttachments(of: document, pages: document.pageCount).files
            guard files.indices.contains(number) else {
                throw FileFault(code: .corruptPDF, pageIndex: pageIndex, detail: "no such file within the PDF")
            }
            try files[number].write(to: inner)
            outer = inner
        }
        return Place(path: outer, pageIndex: pageIndex - part.first)
    }

    private struct Finding: Sendable {
        var file: FileIdentity
        var limits: Limits
        var found: AttachedPages
    }

    /// What was found last: pages of a few files are asked for by turns.
    private static let memory = Mutex<[Finding]>([])
    private static let maxFindings = 8

    private static func latest(_ path: String, _ limits: Limits, _ scratch: String) throws(FileFault) -> AttachedPages {
        let file = try FileIdentity(path)
        let known = memory.withLock { $0.first { $0.file == file && $0.limits == limits } }
        if let known { return known.found }
        let found = try look(at: path, limits, scratch)
        memory.withLock {
            $0.insert(Finding(file: file, limits: limits, found: found), at: 0)
            $0.removeLast(max(0, $0.count - maxFindings))
        }
        return found
    }

    private static func look(at path: String, _ limits: Limits, _ scratch: String) throws(FileFault) -> AttachedPages {
        do throws(FileFault) {
            return AttachedPages(of: try QPDFDocument(path: path), limits: limits, scratch: scratch)
        } catch {
            guard let copy = try LockedFiles.opened(path, after: error, at: "\(scratch).open") else { throw error }
            defer { unlink(copy.path) }
            var found = AttachedPages(
                of: try QPDFDocument(path: copy.path), limits: limits, scratch: scratch, areLocked: copy.areLocked)
            found.isCopy = true
            return found
        }
    }

    /// A file as it is now.
    private struct FileIdentity: Hashable, Sendable {
        let path: String
        let (device, inode, size, changed): (UInt64, UInt64, Int64, Int64)

        init(_ path: String) throws(FileFault) {
            var info = stat()
            guard stat(path, &info) == 0 else { throw FileFault(code: .missingFile, detail: "gone") }
            self.path = path
            (device, inode, size) = (UInt64(info.st_dev), UInt64(info.st_ino), Int64(info.st_size))
            changed = Int64(info.st_mtim.tv_sec) * 1_000_000_000 + Int64(info.st_mtim.tv_nsec)
        }
    }
}
