global using Yihe.Kernel.Values;
global using Yihe.Kernel.Working;
global using Yihe.Testing;
