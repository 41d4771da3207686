import ArtifactStore
import Foundation
import Ledger

/// Copies documents out of the store under names that a person can find: `CASE/COMPONENT.pdf`.
struct DocumentFiles {
    let folder: String
    let store: ArtifactStore

    /// Copies the current documents; a component that several documents make up gets `-2`, `-3` and so on.
    func copy(_ documents: [ExportDocument]) throws {
        var copies: [String: Int] = [:]
        for document in documents where document.state == .current {
            guard let code = document.caseCode, let component = document.component,
                let file = document.pdf ?? document.signedOriginal
            else { continue }
            // Both codes are validated values: neither can lead out of the folder.
            let place = "\(folder)/\(code)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            let number = copies["\(place)/\(component)", default: 0] + 1
            copies["\(place)/\(component)"] = number
            let target = "\(place)/\(component)\(number > 1 ? "-\(number)" : "").pdf"
            try? FileManager.default.removeItem(atPath: target)
            try FileManager.default.copyItem(atPath: store.url(for: file).path(percentEncoded: false), toPath: target)
        }
    }
}
