import Basics
import DocumentModel
import Dossiers
import Foundation
import RecognizerProtocol
import Synchronization
import Testing

@testable import DigitizationPipeline

@Suite struct PagePreviewsTests {
    /// Draws a picture of so many bytes, or fails.
    private final class Drawer: Recognizer {
        let calls = Mutex<[PreviewRequest]>([])
        let fails = Mutex(false)
        let crashes = Mutex(false)
        private let bytes: Int

        init(bytes: Int = 100) { self.bytes = bytes }

        func identity() async throws -> RecognizerIdentity { RecognizerIdentity(engines: [:], models: [:]) }

        func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
            guard case .renderPreview(let request) = request else { throw RecognizerError.garbage("") }
            calls.withLock { $0.append(request) }
            if crashes.withLock({ $0 }) { throw RecognizerError.garbage("") }
            if fails.withLock({ $0 }) { return .fault(FileFault(code: .corruptPDF, detail: "")) }
            try Data(count: bytes).write(to: URL(filePath: request.outputPath))
            return .previewRendered(Preview(width: 1, height: 1))
        }
    }

    private static func with<T>(
        _ drawer: Drawer, maxBytes: Int = 1 << 20, _ body: (PagePreviews, String) async throws -> T
    ) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-previews-\(UUID().uuidString)")
            .path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(PagePreviews(recognizer: drawer, folder: folder, maxBytes: maxBytes), folder)
    }

    private static func page(_ index: Int) throws -> PageContent {
        PageContent(original: try ContentDigest(ofTexts: ["scan"]), pageIndex: index)
    }

    @Test func aPictureIsMadeOnceHoweverManyWantIt() async throws {
        let drawer = Drawer()
        try await Self.with(drawer) { previews, _ in
            let page = try Self.page(0)
            let pictures = try await withThrowingTaskGroup(of: PagePreviews.Picture.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await previews.picture(of: page, at: "/x", rotation: .none, size: .screen) }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(pictures.count == 1)
            #expect(drawer.calls.withLock { $0.count } == 1)
            #expect(try await previews.bytes(of: try #require(pictures.first)).count == 100)
        }
    }

    @Test func anotherSizeTurnOrPageIsAnotherPicture() async throws {
        let drawer = Drawer()
        try await Self.with(drawer) { previews, _ in
            var keys: Set<String> = []
            for index in 0..<2 {
                for rotation in [QuarterTurn.none, .clockwise90] {
                    for size in PreviewSize.allCases {
                        let picture = try await previews.picture(
                            of: Self.page(index), at: "/x", rotation: rotation, size: size)
                        keys.insert(picture.key)
                    }
                }
            }
            #expect(keys.count == 2 * 2 * PreviewSize.allCases.count)
            #expect(drawer.calls.withLock { $0.allSatisfy { $0.path == "/x" } })
        }
    }

    @Test func whatCannotBeDrawnIsNotTriedAgainAndAgain() async throws {
        let drawer = Drawer()
        drawer.fails.withLock { $0 = true }
        try await Self.with(drawer) { previews, _ in
            for _ in 0..<3 {
                let refusal = await #expect(throws: Refusal.self) {
                    try await previews.picture(of: Self.page(0), at: "/x", rotation: .none, size: .full)
                }
                #expect(refusal?.code == "no_picture")
            }
            #expect(drawer.calls.withLock { $0.count } == 1)
        }
    }

    @Test func aRecognizerThatFailedIsAskedAgain() async throws {
        let drawer = Drawer()
        drawer.crashes.withLock { $0 = true }
        try await Self.with(drawer) { previews, _ in
            await #expect(throws: RecognizerError.self) {
                try await previews.picture(of: Self.page(0), at: "/x", rotation: .none, size: .full)
            }
            drawer.crashes.withLock { $0 = false }
            _ = try await previews.picture(of: Self.page(0), at: "/x", rotation: .none, size: .full)
        }
    }

    @Test func theFolderHasALimitAndWhatWasLookedAtLastStays() async throws {
        let drawer = Drawer(bytes: 1_000)
        try await Self.with(drawer, maxBytes: 10_000) { previews, folder in
            let first = try await previews.picture(of: Self.page(0), at: "/x", rotation: .none, size: .screen)
            let second = try await previews.picture(of: Self.page(1), at: "/x", rotation: .none, size: .screen)
            // Long ago, but for the second.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: first.path)
            for index in 2..<30 {
                _ = try await previews.picture(of: Self.page(index), at: "/x", rotation: .none, size: .screen)
                _ = try await previews.picture(of: Self.page(1), at: "/x", rotation: .none, size: .screen)
                #expect(PreviewFolder.bytes(in: folder) <= 10_000)
            }
            #expect(!FileManager.default.fileExists(atPath: first.path))
            #expect(FileManager.default.fileExists(atPath: second.path))
        }
    }
}
