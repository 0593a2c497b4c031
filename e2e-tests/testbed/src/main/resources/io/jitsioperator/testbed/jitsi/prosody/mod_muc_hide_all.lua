-- Rooms are hidden: who is not inside learns from disco#info only that the room exists (forbidden) or does not
-- (Prosody's own item-not-found). The operator relies on the difference.
local st = require "util.stanza";
local bare_jid = require "util.jid".bare;

module:hook("muc-room-pre-create", function(event)
	event.room:set_hidden(true);
end, -1);

module:hook("iq-get/bare/http://jabber.org/protocol/disco#info:query", function(event)
	local origin, stanza = event.origin, event.stanza;
	local room = module:depends("muc").get_room_from_jid(bare_jid(stanza.attr.to));
	if room and not room:get_occupant_by_real_jid(stanza.attr.from) then
		origin.send(st.error_reply(stanza, "auth", "forbidden"));
		return true;
	end
end, 1);
