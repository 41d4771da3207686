import Foundation
import Hummingbird
import Ledger

/// The files that a station expects a complete batch to have; what it leaves out is not compared.
struct ExpectedFiles: Decodable, Sendable {
    struct File: Decodable, Sendable {
        var name: String
        var size: Int?
        /// As in `Content-Digest`.
        var digest: String?

        private enum CodingKeys: CodingKey {
            case name, size, digest
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            size = try container.decodeUnlessAbsent(Int.self, forKey: .size)
            digest = try container.decodeUnlessAbsent(String.self, forKey: .digest)
        }
    }

    var files: [File]?
    var fileCount: Int?
    var byteCount: Int?

    private enum CodingKeys: CodingKey {
        case files, fileCount, byteCount
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        files = try container.decodeUnlessAbsent([File].self, forKey: .files)
        fileCount = try container.decodeUnlessAbsent(Int.self, forKey: .fileCount)
        byteCount = try container.decodeUnlessAbsent(Int.self, forKey: .byteCount)
    }

    /// Compares with the files that are there.
    /// - Throws: ``Problem`` that names the differences.
    func check(_ present: [UploadedFile]) throws {
        let difference = try difference(from: present)
        let bytes = present.reduce(0) { $0 + $1.byteCount }
        guard difference.isEmpty, fileCount ?? present.count == present.count, byteCount ?? bytes == bytes else {
            var problem = Problem(.filesDiffer, "there are \(present.count) files with \(bytes) bytes")
            problem.difference = difference
            throw problem
        }
    }

    private func difference(from present: [UploadedFile]) throws -> FileDifference {
        guard let files else { return FileDifference() }
        var difference = FileDifference()
        var rest = Dictionary(present.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for file in files {
            guard let name = SafeName(file.name)?.text else { throw Problem(.badFileName) }
            guard let there = rest.removeValue(forKey: name) else {
                difference.missing.append(name)
                continue
            }
            let digest = file.digest.map(ContentDigestField.sha256)
            if file.size ?? there.byteCount != there.byteCount || digest ?? there.sha256 != there.sha256 {
                difference.different.append(name)
            }
        }
        difference.unexpected = rest.keys.sorted()
        return difference.cut()
    }
}

extension FileDifference {
    /// Without what would make the answer too long.
    fileprivate func cut() -> FileDifference {
        FileDifference(
            missing: Array(missing.prefix(Self.maximum)), unexpected: Array(unexpected.prefix(Self.maximum)),
            different: Array(different.prefix(Self.maximum)))
    }
}
