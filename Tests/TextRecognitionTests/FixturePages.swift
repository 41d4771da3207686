import CLeptonica
import Foundation
import ScannedPages
import Testing

typealias Page = ScannedPages.Pix

/// Pages of `Tests/Fixtures/Pages`.
enum FixturePages {
    static func load(_ name: String) throws -> Page {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let path = folder.appending(path: "Fixtures/Pages/\(name)").path
        return try Page(pixReadTiff(path, 0), from: "pixReadTiff")
    }
}
