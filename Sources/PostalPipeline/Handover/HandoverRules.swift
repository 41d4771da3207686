import Foundation
import PrintedSheets

/// Who hands parcels over and where: `rules/postal/handover.yaml`, or the file that ships with the program.
public struct HandoverRules: VersionedRules, Sendable {
    /// The agency as it stands on sheets.
    public struct Issuer: Decodable, Sendable {
        public var authority: String
        /// Empty for the agency of the cases.
        public var agency: String
        public var address: String
        public var province: String
        public var phone: String
    }

    public struct PostOffice: Decodable, Sendable {
        public var code: String
        public var name: String
    }

    public struct Prefix: Decodable, Sendable {
        /// As the register of parcels names it.
        public var service: String
        /// Two letters.
        public var prefix: String
    }

    public var version: String
    public var issuer: Issuer
    public var offices: [PostOffice]
    public var itemCodePrefixes: [Prefix]

    enum CodingKeys: String, CodingKey {
        case version, issuer, offices
        case itemCodePrefixes = "item_code_prefixes"
    }

    /// Reads the rules. Blocks.
    /// - Parameter folder: `rules/postal` of a data home; need not exist.
    /// - Throws: ``PostalRulesFault``.
    static func load(folder: String) throws -> HandoverRules {
        var source = RuleSource(folder: folder)
        return try source.decode("handover", PackageResources.handover_yaml)
    }

    /// The name of a post office.
    public func name(ofOffice code: String) -> String {
        offices.first { $0.code == code }?.name ?? "Bưu cục \(code)"
    }

    /// The letters with which new item codes of a service begin; `nil` when the rules do not say.
    public func prefix(ofService service: String) -> String? {
        let wanted = service.uppercased()
        return itemCodePrefixes.first { $0.service.uppercased() == wanted }?.prefix
    }
}
