import Basics

/// A row of a register before its values are judged.
struct CaseRow {
    struct Component {
        var code: String?
        var name: String?
        var form: String?
        var isRequired: Bool?
        var mustDigitize: Bool?
    }

    /// Values by column or key, trimmed.
    var values: [String: String] = [:]
    /// `nil` when there is no such column or key.
    var components: [Component]?
    /// Faults that were found while the row was taken apart.
    var faults: [(code: CaseRegisterFault.Code, field: String?)] = []

    /// Everything wrong with one row.
    struct Faults: Error {
        var all: [CaseRegisterFault]
    }

    /// Makes the case of which the row tells, or says all that is wrong with it.
    func validated(number: Int) -> Result<CaseRecord, Faults> {
        if faults.contains(where: { $0.code == .malformedRow }) {
            return .failure(Faults(all: [CaseRegisterFault(.malformedRow, row: number)]))
        }
        var validator = CaseRowValidator(row: self, number: number)
        let record = validator.record()
        guard let record, validator.faults.isEmpty else { return .failure(Faults(all: validator.faults)) }
        return .success(record)
    }
}

/// Judges the values of one row and collects all faults rather than the first one.
struct CaseRowValidator {
    let row: CaseRow
    let number: Int
    private(set) var faults: [CaseRegisterFault] = []

    init(row: CaseRow, number: Int) {
        self.row = row
        self.number = number
        for fault in row.faults { note(fault.code, fault.field) }
    }

    mutating func record() -> CaseRecord? {
        let code = parsed("case", .badCaseCode) { CaseCode(rawValue: $0) }
        let (procedureCode, procedure) = (required("procedure_code"), required("procedure"))
        let (agency, applicant) = (required("agency"), required("applicant"))
        let received = parsed("received", .badTime, LocalDateTime.instant)
        let due = optional("due").isEmpty ? nil : parsed("due", .badDay) { CalendarDay(rawValue: $0) }
        let channel = parsed("channel", .badChannel) { CaseChannel(rawValue: $0.lowercased()) }
        let (idNumber, phone, address) = (optional("id_number"), optional("phone"), optional("address"))
        let components = components()
        guard let code, let received, let channel else { return nil }
        return CaseRecord(
            code: code, procedureCode: procedureCode, procedure: procedure, agency: agency, applicant: applicant,
            idNumber: idNumber, phone: phone, address: address, received: received, due: due, channel: channel,
            components: components)
    }

    private mutating func components() -> [ComponentRule] {
        guard let given = row.components else {
            note(.missingValue, "components")
            return []
        }
        guard given.count <= CaseRegister.Limit.components else {
            note(.tooLong, "components")
            return []
        }
        let rules = given.compactMap { rule($0) }
        if Set(rules.map(\.code)).count < rules.count { note(.duplicateComponent, "components") }
        return rules
    }

    private mutating func rule(_ component: CaseRow.Component) -> ComponentRule? {
        guard let code = component.code.flatMap(ComponentCode.init(rawValue:)), let name = component.name,
            !name.isEmpty, name.count <= CaseRegister.Limit.characters,
            let form = component.form.flatMap(Self.form), let isRequired = component.isRequired
        else {
            note(.badComponent, "components")
            return nil
        }
        return ComponentRule(
            code: code, name: name, form: form, isRequired: isRequired, mustDigitize: component.mustDigitize)
    }

    private static func form(_ text: String) -> ComponentRule.Form? {
        // Swift compares by canonical equivalence: composed and decomposed spellings are equal.
        switch text.lowercased() {
        case "bản chính", "original": .original
        case "bản sao", "copy": .copy
        default: nil
        }
    }

    private mutating func required(_ field: String) -> String {
        let value = optional(field)
        if value.isEmpty { note(.missingValue, field) }
        return value
    }

    private mutating func optional(_ field: String) -> String {
        let value = row.values[field] ?? ""
        guard value.count <= CaseRegister.Limit.characters else {
            note(.tooLong, field)
            return ""
        }
        return value
    }

    private mutating func parsed<Value>(
        _ field: String, _ code: CaseRegisterFault.Code, _ parse: (String) -> Value?
    ) -> Value? {
        let text = required(field)
        guard !text.isEmpty else { return nil }
        let value = parse(text)
        if value == nil { note(code, field) }
        return value
    }

    private mutating func note(_ code: CaseRegisterFault.Code, _ field: String?) {
        // One fault a field is enough: a value of the wrong type is not missing as well.
        guard !faults.contains(where: { $0.field == field && field != nil }) else { return }
        faults.append(CaseRegisterFault(code, row: number, caseCode: row.values["case"], field: field))
    }
}
