global using Yihe.Basis;
global using Yihe.Basis.Blueprints;
global using Yihe.Basis.Files;
global using Yihe.Basis.Values;
global using Yihe.Kernel.Working;
