from kb.exchange.models.partner_key import PartnerKey
from kb.exchange.models.public_record import FeedState, PublicRecord

__all__ = ["FeedState", "PartnerKey", "PublicRecord"]
