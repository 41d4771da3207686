import Basics
import DocumentModel
import Dossiers
import Foundation
import VietnameseText

/// A batch as it lies before us: a folder of files in scan order, or one file.
public struct BatchSource: Sendable {
    /// A file of the batch.
    public struct File: Hashable, Sendable {
        /// Absolute path.
        public var path: String
        /// The name as written on disk.
        public var name: String
        /// Why the file cannot be taken, found without opening it.
        public var fault: FileFault?
        /// When it was last written, in seconds since 1970; `nil` when that is not known.
        public var writtenAt: Int?

        /// The name in NFC, by which order and the manifest go.
        public var nfcName: String { name.precomposedStringWithCanonicalMapping }
    }

    /// Name of the folder or file that was handed in, NFC.
    public var name: String
    /// Files in scan order, as `ScanOrder` has it.
    public var files: [File]
    /// Path of `batch.json`, where there is one.
    public var manifestPath: String?
    /// What systems, scanners and copying programs left beside the files: kept, and nobody's fault. Names within folders
    /// are relative to the batch.
    public var asides: [File] = []

    /// Looks at a batch.
    /// - Parameter path: a folder or a file.
    /// - Throws: ``IntakeError`` when there is nothing to take.
    public init(path: String) throws {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        name = url.lastPathComponent.precomposedStringWithCanonicalMapping
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw IntakeError.notFound(path)
        }
        guard isFolder.boolValue else {
            files = [File(path: url.path, name: url.lastPathComponent)]
            return
        }
        let root = url.resolvingSymlinksInPath().path
        var entries = try FolderListing.entries(of: root).filter { !Self.isMark($0, in: root) }
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            guard let found = LitterSearch.files(of: entry, in: root) else { continue }
            asides += found
            entries.removeAll { $0 == entry }
        }
        if entries.contains(where: { $0.kind == .folder }), !entries.contains(where: { $0.kind == .file }) {
            throw IntakeError.folderOfBatches(path)
        }
        guard !entries.isEmpty else { throw IntakeError.empty(path) }
        files = entries.filter { $0.name != BatchManifest.fileName }.map { Self.file($0, in: root) }
            .sorted(by: Self.scanOrder)
        if entries.contains(where: { $0.name == BatchManifest.fileName && $0.kind == .file }) {
            manifestPath = root + "/" + BatchManifest.fileName
        }
    }

    /// Our own marks are no part of a batch.
    private static func isMark(_ entry: FolderEntry, in root: String) -> Bool {
        entry.kind == .file && InboxNames.markers.contains(entry.name)
            && FileSignature(ofFileAt: root + "/" + entry.name) == nil
    }

    private static func file(_ entry: FolderEntry, in root: String) -> File {
        let path = root + "/" + entry.name
        guard entry.isReadableName else {
            let detail = "the file name is not UTF-8"
            return File(path: path, name: entry.name, fault: FileFault(code: .unreadableFile, detail: detail))
        }
        switch entry.kind {
        case .file: return File(path: path, name: entry.name, writtenAt: entry.writtenAt)
        case .link: return linked(entry.name, at: path, in: root)
        case .folder:
            let detail = "\(IssueDetail.folder); hand it in as a batch of its own"
            return File(path: path, name: entry.name, fault: FileFault(code: .notAnImage, detail: detail))
        case .other:
            let detail = "neither a file nor a folder"
            return File(path: path, name: entry.name, fault: FileFault(code: .notAnImage, detail: detail))
        }
    }

    /// A link is followed within the batch only: what it points to elsewhere was not handed in.
    private static func linked(_ name: String, at path: String, in root: String) -> File {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard target.hasPrefix(root + "/"), FolderListing.kind(of: target) == .file else {
            let detail = "a symbolic link that leaves the batch"
            return File(path: path, name: name, fault: FileFault(code: .outsideBatch, detail: detail))
        }
        return File(path: target, name: name)
    }

    /// Two spellings of one name stand in the order of their own bytes.
    private static func scanOrder(_ a: File, _ b: File) -> Bool {
        let (left, right) = (a.nfcName, b.nfcName)
        if left.utf8.elementsEqual(right.utf8) { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
        return ScanOrder.precedes(left, right)
    }

    /// Why the order of the files is not certain, if it is not.
    /// - Parameter manifest: what the batch's manifest lists.
    func orderDoubt(_ manifest: BatchManifest?) -> OrderDoubt? {
        let names = files.map(\.nfcName)
        let finder = ManifestFileNames(names) { $0.precomposedStringWithCanonicalMapping }
        let listed = (manifest?.items ?? []).map { $0.files.compactMap(finder.place) }
        return OrderDoubt.first(
            in: files.map { OrderDoubt.File(name: $0.nfcName, writtenAt: $0.writtenAt) }, listed: listed)
    }
}

/// Why a path that was handed in cannot be taken as a batch.
public enum IntakeError: Error, Hashable, Sendable {
    case notFound(String)
    case empty(String)
    case folderOfBatches(String)
}

extension IntakeError: RefusalConvertible, CustomStringConvertible {
    public var refusal: Refusal {
        switch self {
        case .notFound(let path):
            Refusal(
                "batch_not_found", .notFound, "Không tìm thấy lô quét: \(path)", "No such batch; check the path.")
        case .empty(let path):
            Refusal(
                "empty_folder", .notFound, "Lô quét không có tệp nào: \(path). Hãy quét lại.",
                "The batch folder is empty; scan it again.")
        case .folderOfBatches(let path):
            Refusal(
                "folder_of_folders", .notFound, "Thư mục chỉ chứa thư mục con: \(path). Hãy nộp từng lô một.",
                "The folder holds folders only; hand in each batch by itself.")
        }
    }

    public var description: String { refusal.text.text }
}
