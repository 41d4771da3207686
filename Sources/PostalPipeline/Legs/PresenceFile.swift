import PostalChannel

/// `rules/postal/presence.yaml`, or the file that ships with the program.
struct PresenceFile: VersionedRules {
    var version: String
    var rules: [PresenceRule]

    /// Reads the rules. Blocks.
    /// - Throws: ``PostalRulesFault``.
    static func load(folder: String) throws -> PresenceRules {
        var source = RuleSource(folder: folder)
        let file: PresenceFile = try source.decode("presence", PackageResources.presence_yaml)
        return PresenceRules(file.rules)
    }
}

extension PostalService {
    /// Which procedures may use the postal channel.
    /// - Throws: ``PostalRulesFault``.
    var presenceRules: PresenceRules {
        get throws { try PresenceFile.load(folder: office.home.rules + "/postal") }
    }
}
