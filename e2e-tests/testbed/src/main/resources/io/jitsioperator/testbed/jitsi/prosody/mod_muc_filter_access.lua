-- Only users of the domains in muc_filter_whitelist may enter: presence from others is dropped without an answer.
local host_of = require "util.jid".host;
local whitelist = module:get_option_set("muc_filter_whitelist", {});

local function from_stranger(event)
	local from = event.stanza.attr.from;
	if not from or not whitelist:contains(host_of(from)) then
		module:log("error", "Filtering unauthorized presence from %s", from);
		return true;
	end
end

for _, kind in ipairs { "host", "bare", "full" } do
	module:hook("presence/" .. kind, from_stranger, 2000);
end
