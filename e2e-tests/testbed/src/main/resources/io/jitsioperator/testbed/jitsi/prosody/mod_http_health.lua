-- GET /health answers the pod itself and whom http_health_allow_cidr names; 403 for everybody else. In the testbed every
-- pod has a loopback address, so nobody who comes by TCP counts as the pod itself.
module:set_global();
module:depends("http");

local ip = require "util.ip";
local allowed = module:get_option_string("http_health_allow_cidr");

local function health(event)
	local peer = ip.new_ip(event.request.ip);
	if not allowed or not ip.match(peer, ip.parse_cidr(allowed)) then
		return 403;
	end
	return { status_code = 200, body = "OK" };
end

module:provides("http", { default_path = "/health", route = { GET = health } });
