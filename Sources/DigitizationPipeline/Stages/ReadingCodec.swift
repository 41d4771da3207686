import ArtifactStore
import Basics
import DocumentModel
import Foundation
import Office

/// Keeps whole readings in the artifact store as JSON.
struct ReadingCodec: Sendable {
    let store: ArtifactStore
    let files: BlockingWork
    /// Spares loading what was saved a moment ago.
    var recent: RecentReadings?

    func save(_ reading: PageReading) async throws -> ContentDigest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(reading)
        let digest = try await files.run { [store] in try store.put(data: data).sha256 }
        recent?.add(reading, digest)
        return digest
    }

    func load(_ digest: ContentDigest) async throws -> PageReading {
        if let reading = recent?[digest] { return reading }
        let url = store.url(for: digest)
        let data = try await files.run { try Data(contentsOf: url) }
        return try JSONDecoder().decode(PageReading.self, from: data)
    }
}
