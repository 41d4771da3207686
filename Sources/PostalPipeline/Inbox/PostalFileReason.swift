import Basics
import DocumentModel
import Foundation
import Office
import Spreadsheets

/// Why a spreadsheet lies in quarantine, as it stands beside it.
struct PostalFileReason: Codable, Sendable {
    var code: String
    var messageVi: String
    var messageEn: String

    private enum CodingKeys: String, CodingKey {
        case code
        case messageVi = "message_vi"
        case messageEn = "message_en"
    }

    /// What an error says of a file; `nil` when another attempt may help.
    init?(_ error: any Error) {
        switch error {
        case let fault as SpreadsheetFault: self.init(fault.refusal)
        case let fault as FileFault: self.init(fault.refusal)
        case let fault as any ExplainedError: self.init(fault.refusal)
        // A fault of the machine, the rules or the ledger is not the file's.
        default: return nil
        }
    }

    init(_ refusal: Refusal) {
        code = refusal.code
        messageVi = refusal.vietnamese.text
        messageEn = refusal.english.text
    }

    /// What is written beside the file in quarantine.
    /// - Parameter name: of the file.
    func files(of name: String) throws -> QuarantineFolder.Reason {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return QuarantineFolder.Reason(
            json: try encoder.encode(self), text: "\(name.visible): \(messageVi)\n\n\(messageEn)\n")
    }
}
