import Basics
import Dossiers
import PostalChannel
import PrintedSheets

/// Puts parcels and their cases on sheets.
struct HandoverSheets {
    let rules: HandoverRules
    let printed: PrintedParcels

    func list(_ list: HandoverList) -> HandoverSheet {
        let parcels = Dictionary(printed.parcels.map { ($0.id, $0) }) { first, _ in first }
        return HandoverSheet(
            leg: Self.leg(list.direction), issuer: issuer(of: printed.parcels.first?.cases.first),
            postOffice: rules.name(ofOffice: list.number.office), number: list.number.rawValue,
            day: list.day,
            lines: list.lines.map { line in
                let parcel = parcels[line.parcel]
                return HandoverSheet.Line(
                    tracking: line.tracking, cases: parcel?.cases ?? [],
                    person: parcel.map(party) ?? PostalParty(name: line.recipient, address: "", province: ""),
                    weight: line.weight, fee: line.fee, toCollect: line.toCollect, papers: line.papersCounted)
            })
    }

    /// - Throws: ``HandoverFault`` when a parcel has no number.
    func labels() throws -> [ShippingLabel] {
        try printed.parcels.map { parcel in
            let sides = sides(of: parcel, parcel.cases.first)
            return ShippingLabel(
                tracking: try number(of: parcel), service: parcel.service, sender: sides.sender,
                recipient: sides.recipient, cases: parcel.cases, weight: parcel.weight ?? 0, toCollect: parcel.due)
        }
    }

    /// - Throws: ``HandoverFault`` when a parcel has no number.
    func slips(day: CalendarDay) throws -> [DispatchSlip] {
        try printed.parcels.flatMap { parcel in
            let number = try number(of: parcel)
            return parcel.cases.map { slip(of: $0, in: parcel, number, day) }
        }
    }

    // MARK: Parts

    /// What is paid for a parcel with several cases stands on the slip of the first.
    private func slip(of code: CaseCode, in parcel: Parcel, _ number: String, _ day: CalendarDay) -> DispatchSlip {
        let record = printed.cases[code]
        let isFirst = code == parcel.cases.first
        let sides = sides(of: parcel, code)
        let charges =
            isFirst && parcel.due != .zero
            ? [DispatchSlip.Charge(name: "Phí, lệ phí giải quyết thủ tục", amount: parcel.due)] : []
        return DispatchSlip(
            leg: Self.leg(parcel.direction), issuer: issuer(of: code), tracking: number, caseCode: code,
            procedure: record?.procedure ?? "", day: parcel.handedOver.flatMap(LocalTime.day(of:)) ?? day,
            service: parcel.service, weight: isFirst ? parcel.weight ?? 0 : 0, sender: sides.sender,
            recipient: sides.recipient, papers: papers(of: parcel, record),
            postage: isFirst ? parcel.fee ?? .zero : .zero, charges: charges,
            recalled: parcel.direction == .return ? printed.recalled[code] ?? [] : [])
    }

    /// On the way in what the procedure asks for, to be counted; on the way back the result.
    private func papers(of parcel: Parcel, _ record: CaseRecord?) -> [DispatchSlip.Paper] {
        guard parcel.direction == .intake else {
            return [DispatchSlip.Paper(name: "Kết quả giải quyết thủ tục hành chính", form: "bản chính", count: 1)]
        }
        return record?.components.map {
            DispatchSlip.Paper(
                name: $0.isRequired ? $0.name : "\($0.name) (nếu có)",
                form: $0.form == .original ? "bản chính" : "bản sao", count: $0.isRequired ? 1 : 0)
        } ?? []
    }

    private func number(of parcel: Parcel) throws -> String {
        guard !parcel.tracking.isEmpty else { throw HandoverFault(.noNumber, parcel.id) }
        return parcel.tracking
    }

    private func party(of parcel: Parcel) -> PostalParty {
        PostalParty(
            name: parcel.recipient, address: parcel.address, province: parcel.province, phone: parcel.phone)
    }

    /// The other side of an intake parcel is the applicant; its address stands in the register of cases.
    private func sides(of parcel: Parcel, _ code: CaseCode?) -> (sender: PostalParty, recipient: PostalParty) {
        guard parcel.direction == .intake else { return (agency(code), party(of: parcel)) }
        let record = code.flatMap { printed.cases[$0] }
        let applicant = PostalParty(
            name: record?.applicant ?? "", address: record?.address ?? "", province: "", phone: record?.phone ?? "")
        return (applicant, party(of: parcel))
    }

    private func agency(_ code: CaseCode?) -> PostalParty {
        PostalParty(
            name: issuer(of: code).agency, address: rules.issuer.address, province: rules.issuer.province,
            phone: rules.issuer.phone)
    }

    private func issuer(of code: CaseCode?) -> SheetIssuer {
        let agency = code.flatMap { printed.cases[$0]?.agency } ?? ""
        return SheetIssuer(
            authority: rules.issuer.authority,
            agency: rules.issuer.agency.isEmpty ? (agency.isEmpty ? "Bộ phận Một cửa" : agency) : rules.issuer.agency)
    }

    private static func leg(_ direction: Direction) -> SheetLeg { direction == .return ? .return : .intake }
}
