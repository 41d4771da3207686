import DocumentModel
import FieldReading
import Foundation

/// One paper of a corpus: what was read from its pages, and what is right. Made by `readings.py`.
struct CorpusPaper: Decodable {
    struct Register: Decodable {
        var applicant: String?
        var idNumber: String?
        var address: String?

        private enum CodingKeys: String, CodingKey {
            case applicant, address
            case idNumber = "id_number"
        }
    }

    var template: String
    var isFilledByHand: Bool
    var isAttached: Bool
    /// By name of field.
    var fields: [String: String]
    var absent: [String]
    var register: Register
    var pages: [PageReading]

    /// Set by the reader of the file.
    var corpus: String?

    var registeredCase: RegisteredCase {
        RegisteredCase(applicant: register.applicant, idNumber: register.idNumber, address: register.address)
    }

    /// Whether a value is right; `nil` where the truth says nothing about the field.
    func isRight(_ value: String, _ field: FieldName) -> Bool? {
        if let truth = fields[field.rawValue] { return FieldAgreement.isSame(value, truth, field) }
        return absent.contains(field.rawValue) ? false : nil
    }
}

enum Corpus {
    static func read(_ paths: [String]) throws -> [CorpusPaper] {
        try paths.flatMap { path in
            let url = URL(filePath: path)
            return try JSONDecoder().decode([CorpusPaper].self, from: Data(contentsOf: url)).map { paper in
                var paper = paper
                paper.corpus = url.deletingPathExtension().lastPathComponent
                return paper
            }
        }
    }
}
