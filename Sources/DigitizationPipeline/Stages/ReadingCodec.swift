import ArtifactStore
import DocumentModel
import Foundation

/// Keeps whole readings in the artifact store as JSON.
struct ReadingCodec: Sendable {
    let store: ArtifactStore
    let files: BlockingWork

    func save(_ reading: PageReading) async throws -> ContentDigest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(reading)
        return try await files.run { [store] in try store.put(data: data).sha256 }
    }

    func load(_ digest: ContentDigest) async throws -> PageReading {
        let url = store.url(for: digest)
        let data = try await files.run { try Data(contentsOf: url) }
        return try JSONDecoder().decode(PageReading.self, from: data)
    }
}
