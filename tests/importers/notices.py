# ruff: noqa: E501
"""Notices of eForms, written for these tests in the shape that the SDK documents."""

from __future__ import annotations

from typing import Any

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
 xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
 xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
 xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1">
 <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
  {changes}{results}
  <efac:Organizations><efac:Organization><efac:Company>
   <cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
   <cac:PartyName><cbc:Name languageID="ENG">Office</cbc:Name></cac:PartyName>
   <cac:PartyName><cbc:Name languageID="LAV">{buyer}</cbc:Name></cac:PartyName>
   <cac:PostalAddress><cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
   <cac:PartyLegalEntity><cbc:CompanyID>{number}</cbc:CompanyID></cac:PartyLegalEntity>
   <cac:Contact><cbc:Name>Jānis Bērziņš</cbc:Name><cbc:ElectronicMail>janis@example.org</cbc:ElectronicMail></cac:Contact>
  </efac:Company></efac:Organization></efac:Organizations>
  {publication}
 </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
 <cbc:UBLVersionID>2.3</cbc:UBLVersionID>
 <cbc:CustomizationID>{sdk}</cbc:CustomizationID>
 <cbc:ID schemeName="notice-id">{id}</cbc:ID>{folder}
 <cbc:IssueDate>{day}+02:00</cbc:IssueDate><cbc:IssueTime>12:00:00+02:00</cbc:IssueTime>
 <cbc:NoticeTypeCode listName="{form}">{type}</cbc:NoticeTypeCode>
 <cbc:NoticeLanguageCode>LAV</cbc:NoticeLanguageCode>
 <cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>
 <cac:TenderingProcess>{reference}</cac:TenderingProcess>
 <cac:ProcurementProject>{names}
  <cbc:Description languageID="LAV">{description}</cbc:Description>{value}
  <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{cpv}</cbc:ItemClassificationCode></cac:MainCommodityClassification>
  <cac:AdditionalCommodityClassification><cbc:ItemClassificationCode listName="cpv">48000000</cbc:ItemClassificationCode></cac:AdditionalCommodityClassification>
 </cac:ProcurementProject>
 {lots}
</{root}>
"""
_LOT = """<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-{n:04}</cbc:ID>
 <cac:TenderingProcess>{deadline}</cac:TenderingProcess>
 <cac:ProcurementProject><cbc:Name languageID="LAV">Daļa {n}</cbc:Name>
  <cbc:Description languageID="LAV">Ko dara daļā {n}</cbc:Description>
  <cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="EUR">1000.50</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>
 </cac:ProcurementProject></cac:ProcurementProjectLot>"""
_ROOTS = {"planning": "PriorInformationNotice", "consultation": "PriorInformationNotice", "result": "ContractAwardNotice"}  # fmt: skip


def notice(**changed: Any) -> str:
    """Return the XML of a notice: a call for tenders unless its parts say otherwise."""
    part: dict[str, Any] = {
        "form": "competition", "type": "cn-standard", "id": "11111111-1111-4111-8111-111111111111",
        "procedure": "22222222-2222-4222-8222-222222222222", "day": "2026-03-02", "sdk": "eforms-sdk-1.12",
        "buyer": 'SIA "Pasūtītājs"', "number": "40003052786", "country": "LVA", "cpv": "72000000",
        "description": "Sistēma rindu pārvaldībai.", "names": {"LAV": "Rindu sistēma", "ENG": "Queue system"},
        "deadline": "2026-04-01", "clock": "10:00:00+03:00", "lots": 2, "result": "", "reason": "", "changed": "",
        "plan": "", "amount": "", "publication": "",
    } | changed  # fmt: skip
    deadline = (
        f"<cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>{part['deadline']}+03:00</cbc:EndDate>"
        f"<cbc:EndTime>{part['clock']}</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod>"
        if part["deadline"] and part["form"] == "competition"
        else ""
    )
    return _HEAD.format(
        **{key: value for key, value in part.items() if key not in {"names", "lots", "publication"}},
        root=_ROOTS.get(part["form"], "ContractNotice"),
        folder=f"<cbc:ContractFolderID>{part['procedure']}</cbc:ContractFolderID>" if part["procedure"] else "",
        names="".join(f'<cbc:Name languageID="{lang}">{text}</cbc:Name>' for lang, text in part["names"].items()),
        lots="".join(_LOT.format(n=n + 1, deadline=deadline) for n in range(part["lots"])),
        results=f"<efac:NoticeResult><efac:LotResult><cbc:TenderResultCode>{part['result']}</cbc:TenderResultCode></efac:LotResult></efac:NoticeResult>" if part["result"] else "",
        changes=f"<efac:Changes><efbc:ChangedNoticeIdentifier>{part['changed']}-01</efbc:ChangedNoticeIdentifier><efac:ChangeReason><cbc:ReasonCode>{part['reason']}</cbc:ReasonCode></efac:ChangeReason></efac:Changes>" if part["reason"] else "",
        reference=f'<cac:NoticeDocumentReference><cbc:ID schemeName="notice-id-ref">{part["plan"]}-01</cbc:ID></cac:NoticeDocumentReference>' if part["plan"] else "",
        value=f'<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="EUR">{part["amount"]}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>' if part["amount"] else "",
        publication=f"<efac:Publication><efbc:NoticePublicationID>{part['publication']}</efbc:NoticePublicationID></efac:Publication>" if part["publication"] else "",
    )  # fmt: skip
