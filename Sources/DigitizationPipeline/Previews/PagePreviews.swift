import Basics
import DocumentModel
import Dossiers
import Foundation
import Office
import RecognizerProtocol
import Synchronization

/// Pictures of pages for screens: made by the recognizer, for whom alone foreign files are opened, and kept on disk.
///
/// They are derivatives of the original by the same rule as readings, but no rows of the ledger: what is not here any more
/// is made again in a moment, so that the folder has a limit, and what was looked at last stays longest.
public final class PagePreviews: Sendable {
    /// A picture that is there.
    public struct Picture: Hashable, Sendable {
        /// Absolute path of a JPEG.
        public var path: String
        /// Digest of everything that it was made from.
        public var key: String
    }

    /// Version of what is made: another one makes all pictures again.
    static let version = 1

    private let recognizer: any Recognizer
    private let folder: String
    private let maxBytes: Int
    private let parameters: Pipeline.ReadPages
    private let files = BlockingWork(label: "sohoa.previews")
    private let maker = PreviewMaker()

    /// - Parameters:
    ///   - recognizer: best a lane of its own, so that pages that are looked at wait for no batch.
    ///   - folder: for the pictures alone; made when it does not exist.
    ///   - maxBytes: how much of the disk they may take.
    ///   - pipeline: how pages are read: a drawn page is drawn alike.
    public init(recognizer: any Recognizer, folder: String, maxBytes: Int = 2 << 30, pipeline: Pipeline = Pipeline()) {
        (self.recognizer, self.folder, self.maxBytes) = (recognizer, folder, maxBytes)
        parameters = pipeline.readPages
    }

    /// The picture's key, which changes when the picture would.
    public func key(of page: PageContent, rotation: QuarterTurn, size: PreviewSize) throws -> String {
        try ContentDigest(ofTexts: [
            "preview", String(Self.version), page.original.rawValue, String(page.pageIndex), String(rotation.rawValue),
            size.rawValue, String(parameters.recognition.drawingResolution),
        ]).rawValue
    }

    /// The picture of a page, made now when it is not there.
    /// - Parameter original: absolute path of the file.
    /// - Throws: `Refusal` `no_picture` for a page that cannot be drawn; ``RecognizerError``.
    public func picture(
        of page: PageContent, at original: String, rotation: QuarterTurn, size: PreviewSize
    ) async throws -> Picture {
        let key = try key(of: page, rotation: rotation, size: size)
        let picture = Picture(path: "\(folder)/\(key.prefix(2))/\(key).jpg", key: key)
        if try await files.run({ Self.touch(picture.path) }) { return picture }
        try await maker.once(key) { [self] in try await make(picture, page, original, rotation, size) }
        return picture
    }

    /// The picture itself.
    public func bytes(of picture: Picture) async throws -> Data {
        try await files.run { try Data(contentsOf: URL(filePath: picture.path)) }
    }

    private func make(
        _ picture: Picture, _ page: PageContent, _ original: String, _ rotation: QuarterTurn, _ size: PreviewSize
    ) async throws {
        // Whoever came a moment too late to wait for it finds it here.
        if try await files.run({ Self.touch(picture.path) }) { return }
        let scratch = "\(folder)/\(picture.key).\(getpid())"
        try await files.run { [folder] in
            for path in [folder, "\(folder)/\(picture.key.prefix(2))"] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        }
        let request = PreviewRequest(
            path: original, pageIndex: page.pageIndex, maxPixels: parameters.maxPixels, rotation: rotation, size: size,
            outputPath: scratch, options: parameters.recognition)
        let response = try await recognizer.call(
            .renderPreview(request), deadline: .seconds(parameters.pageDeadlineSeconds))
        guard case .previewRendered = response else {
            try await files.run { _ = unlink(scratch) }
            throw Refusal.noPicture
        }
        let size = try await files.run { () -> Int in
            var status = stat()
            guard stat(scratch, &status) == 0, rename(scratch, picture.path) == 0 else { throw Refusal.noPicture }
            return Int(status.st_size)
        }
        try await files.run { [folder, maxBytes, maker] in
            guard maker.isTooMuch(adding: size, to: { PreviewFolder.bytes(in: folder) }, limit: maxBytes) else {
                return
            }
            maker.note(bytes: PreviewFolder.shrink(folder, to: maxBytes / 10 * 9))
        }
    }

    /// Notes that it is looked at; whether it is there.
    private static func touch(_ path: String) -> Bool { utimensat(AT_FDCWD, path, nil, 0) == 0 }
}

/// The pictures in the making: whoever wants one that is being made waits for it.
private final class PreviewMaker: Sendable {
    private struct State {
        var making: [String: Task<Void, any Error>] = [:]
        /// Pages that could not be drawn: nobody tries them again and again.
        var failed: Set<String> = []
        /// On disk; `nil` before it was counted.
        var bytes: Int?
    }

    private static let maxFailed = 10_000
    private let state = Mutex(State())

    func once(_ key: String, _ make: @escaping @Sendable () async throws -> Void) async throws {
        let task = try state.withLock { state in
            guard !state.failed.contains(key) else { throw Refusal.noPicture }
            if let task = state.making[key] { return task }
            let task = Task { try await make() }
            state.making[key] = task
            return task
        }
        let result = await task.result
        state.withLock { state in
            state.making[key] = nil
            guard case .failure(let error) = result, error is Refusal else { return }
            if state.failed.count >= Self.maxFailed { state.failed = [] }
            state.failed.insert(key)
        }
        try result.get()
    }

    /// Whether a further picture makes the folder too large.
    /// - Parameter count: counts what is there, once.
    func isTooMuch(adding size: Int, to count: () -> Int, limit: Int) -> Bool {
        let known = state.withLock { $0.bytes }
        let total = known.map { $0 + size } ?? count()
        note(bytes: total)
        return total > limit
    }

    func note(bytes: Int) { state.withLock { $0.bytes = bytes } }
}

/// The folder with the pictures. All calls block.
enum PreviewFolder {
    private struct File {
        var path: String
        var bytes: Int
        var lookedAt: Date
    }

    static func bytes(in folder: String) -> Int { files(in: folder).reduce(0) { $0 + $1.bytes } }

    /// Removes what was not looked at for longest.
    /// - Returns: bytes that are left.
    static func shrink(_ folder: String, to limit: Int) -> Int {
        let all = files(in: folder).sorted { $0.lookedAt < $1.lookedAt }
        var left = all.reduce(0) { $0 + $1.bytes }
        for file in all where left > limit {
            if unlink(file.path) == 0 { left -= file.bytes }
        }
        return left
    }

    private static func files(in folder: String) -> [File] {
        let manager = FileManager.default
        return ((try? manager.subpathsOfDirectory(atPath: folder)) ?? []).compactMap { name in
            let path = "\(folder)/\(name)"
            guard name.hasSuffix(".jpg"), let attributes = try? manager.attributesOfItem(atPath: path) else {
                return nil
            }
            return File(
                path: path, bytes: attributes[.size] as? Int ?? 0,
                lookedAt: attributes[.modificationDate] as? Date ?? .distantPast)
        }
    }
}

extension Refusal {
    /// A page that cannot be drawn.
    static let noPicture = Refusal(
        "no_picture", .inconsistent, "Không vẽ được hình của trang này; hãy tải tệp gốc về để xem.",
        "This page cannot be drawn; download the original to look at it.")
}
